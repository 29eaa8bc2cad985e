import type { ObjectStore, ObjectWalk } from "@/infrastructure/local/s3/object-store";
import type { ObjectRecord } from "@/infrastructure/local/s3/records";

export interface ListingQuery {
  prefix: string;
  /** Empty where keys are not to be grouped. */
  delimiter: string;
  after?: Position;
  countMax: number;
}

/** The last thing that a page showed: a key, or a prefix that stands for all keys under it. */
export type Position = { key: string } | { prefix: string };

export interface ListingPage {
  objects: { key: string; record: ObjectRecord }[];
  commonPrefixes: string[];
  /** Where the next page goes on; absent on the last one. */
  next?: Position;
}

/** One page of a bucket's keys in UTF-8 order, those with a common prefix counted as one. */
export async function listPage(
  objects: ObjectStore,
  bucket: string,
  query: ListingQuery,
): Promise<ListingPage> {
  const page: ListingPage = { objects: [], commonPrefixes: [] };
  if (query.countMax === 0) return page;

  const walk = objects.walkObjects(bucket);
  try {
    walk.seek(startOf(query));
    await fillPage(walk, query, page);
    return page;
  } finally {
    await walk.close();
  }
}

async function fillPage(walk: ObjectWalk, query: ListingQuery, page: ListingPage): Promise<void> {
  let last: Position | undefined;
  for (let entry = await walk.next(); entry; entry = await walk.next()) {
    if (!entry.key.startsWith(query.prefix)) return;
    const isFull = page.objects.length + page.commonPrefixes.length === query.countMax;
    if (isFull) {
      page.next = last;
      return;
    }
    const commonPrefix = commonPrefixOf(entry.key, query);
    if (commonPrefix === undefined) {
      page.objects.push(entry);
      last = { key: entry.key };
    } else {
      page.commonPrefixes.push(commonPrefix);
      last = { prefix: commonPrefix };
      walk.seek(behindPrefix(commonPrefix));
    }
  }
}

function commonPrefixOf(key: string, { prefix, delimiter }: ListingQuery): string | undefined {
  const at = delimiter ? key.indexOf(delimiter, prefix.length) : -1;
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
}

/** The later of the query's prefix and what follows its position. */
function startOf({ prefix, delimiter, after }: ListingQuery): Buffer {
  const first = Buffer.from(prefix);
  if (!after) return first;
  const next = positionEnd(after, prefix, delimiter);
  return Buffer.compare(first, next) > 0 ? first : next;
}

function positionEnd(after: Position, prefix: string, delimiter: string): Buffer {
  if ("prefix" in after) return behindPrefix(after.prefix);
  const group = after.key.startsWith(prefix)
    ? commonPrefixOf(after.key, { prefix, delimiter, countMax: 0 })
    : undefined;
  // A key inside a group lies behind the group's own name, which was listed before it.
  return group === undefined ? behindKey(after.key) : behindPrefix(group);
}

/** The smallest key greater than `key`. */
const behindKey = (key: string): Buffer => Buffer.concat([Buffer.from(key), Buffer.from([0])]);

/** Greater than every key under `prefix`, because UTF-8 has no byte 0xff. */
const behindPrefix = (prefix: string): Buffer =>
  Buffer.concat([Buffer.from(prefix), Buffer.from([0xff])]);
