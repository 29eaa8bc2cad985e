import * as z from "zod";

/** A sortable, unique id: 26 characters of Crockford base 32, newest last. */
export const Ulid = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, "This is not an id.");

/** ISO-8601 in UTC. */
export const Instant = z.iso.datetime();

export const PAGE_LIMIT_MAX = 100;
export const PAGE_LIMIT_DEFAULT = 50;

export const PageInput = z.strictObject({
  cursor: z.string().max(1000).optional().describe("nextCursor of the page before"),
  limit: z.coerce.number<number>().int().min(1).max(PAGE_LIMIT_MAX).default(PAGE_LIMIT_DEFAULT),
});

/** A page, newest first; it is full unless it is the last. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() });

/** A named reference to another row, so that lists need no second request. */
export const Reference = z.strictObject({ id: z.string(), name: z.string() });
export type Reference = z.infer<typeof Reference>;
