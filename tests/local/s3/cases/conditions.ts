import {
  DeleteObjectCommand,
  GetObjectCommand,
  type GetObjectCommandInput,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { expect } from "vitest";
import {
  api,
  type CaseContext,
  type ConformanceCase,
  guide,
  refusalOf,
} from "@/tests/local/s3/conformance-case";

const HOUR_MS = 60 * 60 * 1000;
const anHourAgo = () => new Date(Date.now() - HOUR_MS);
const inAnHour = () => new Date(Date.now() + HOUR_MS);

/** The status with which a conditional read of `key` is answered. */
async function getIf(
  { client, bucket }: CaseContext,
  condition: Partial<GetObjectCommandInput>,
): Promise<number | undefined> {
  const command = new GetObjectCommand({ Bucket: bucket, Key: "key", ...condition });
  try {
    const answer = await client.send(command);
    await answer.Body?.transformToByteArray();
    return answer.$metadata.httpStatusCode;
  } catch (error) {
    return (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
  }
}

export const CONDITION_CASES: ConformanceCase[] = [
  {
    name: "If-None-Match answers 304 to a reader who has the object",
    source: api("GetObject"),
    async run(context) {
      const etag = await context.put("key");
      expect(await getIf(context, { IfNoneMatch: etag })).toBe(304);
      expect(await getIf(context, { IfNoneMatch: '"other"' })).toBe(200);
    },
  },
  {
    name: "If-Match refuses a reader who expects another object",
    source: api("GetObject"),
    async run(context) {
      const etag = await context.put("key");
      expect(await getIf(context, { IfMatch: etag })).toBe(200);
      expect(await getIf(context, { IfMatch: '"other"' })).toBe(412);
    },
  },
  {
    name: "If-Modified-Since and If-Unmodified-Since compare with the last write",
    source: api("GetObject"),
    async run(context) {
      await context.put("key");
      expect(await getIf(context, { IfModifiedSince: anHourAgo() })).toBe(200);
      expect(await getIf(context, { IfModifiedSince: inAnHour() })).toBe(304);
      expect(await getIf(context, { IfUnmodifiedSince: inAnHour() })).toBe(200);
      expect(await getIf(context, { IfUnmodifiedSince: anHourAgo() })).toBe(412);
    },
  },
  {
    name: "an ETag outranks a date where both are given",
    source: api("GetObject"),
    async run(context) {
      const etag = await context.put("key");
      const matching = { IfMatch: etag, IfUnmodifiedSince: anHourAgo() };
      expect(await getIf(context, matching)).toBe(200);
      const known = { IfNoneMatch: etag, IfModifiedSince: anHourAgo() };
      expect(await getIf(context, known)).toBe(304);
    },
  },
  {
    name: "If-None-Match: * writes a key only where there is none",
    source: guide("conditional-writes"),
    async run(context) {
      const { client, bucket } = context;
      const create = (Body: string) =>
        client.send(new PutObjectCommand({ Bucket: bucket, Key: "key", Body, IfNoneMatch: "*" }));
      await create("first");
      expect(await refusalOf(create("second"))).toBe("PreconditionFailed 412");
      expect(await context.read("key")).toBe("first");
    },
  },
  {
    name: "of many writers with If-None-Match: * exactly one wins",
    source: guide("conditional-writes"),
    async run({ client, bucket }) {
      const writers = Array.from({ length: 12 }, (_, index) =>
        refusalOf(
          client.send(
            new PutObjectCommand({ Bucket: bucket, Key: "k", Body: `${index}`, IfNoneMatch: "*" }),
          ),
        ),
      );
      const outcomes = await Promise.all(writers);
      expect(outcomes.filter((outcome) => outcome === "not refused")).toHaveLength(1);
    },
  },
  {
    name: "If-Match writes only over the object that the writer has seen",
    source: guide("conditional-writes"),
    async run(context) {
      const { client, bucket } = context;
      const replace = (Key: string, IfMatch: string) =>
        refusalOf(client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: "2", IfMatch })));
      const etag = await context.put("key", "1");
      expect(await replace("key", '"other"')).toBe("PreconditionFailed 412");
      expect(await replace("key", etag)).toBe("not refused");
      expect(await replace("none", etag)).toBe("NoSuchKey 404");
    },
  },
  {
    name: "If-Match deletes only the object that the caller has seen",
    source: guide("conditional-deletes"),
    async run(context) {
      const { client, bucket } = context;
      const remove = (IfMatch: string) =>
        refusalOf(client.send(new DeleteObjectCommand({ Bucket: bucket, Key: "key", IfMatch })));
      const etag = await context.put("key");
      expect(await remove('"other"')).toBe("PreconditionFailed 412");
      expect(await remove(etag)).toBe("not refused");
    },
  },
];
