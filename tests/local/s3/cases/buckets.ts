import {
  CreateBucketCommand,
  DeleteBucketCommand,
  GetBucketLocationCommand,
  GetBucketVersioningCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  ListObjectsCommand,
  PutBucketLifecycleConfigurationCommand,
} from "@aws-sdk/client-s3";
import { expect } from "vitest";
import {
  api,
  type ConformanceCase,
  guide,
  reference,
  refusalOf,
} from "@/tests/local/s3/conformance-case";

export const BUCKET_CASES: ConformanceCase[] = [
  {
    name: "a bucket is listed with the time of its creation",
    source: api("ListBuckets"),
    async run({ client, bucket }) {
      const { Buckets = [] } = await client.send(new ListBucketsCommand({}));
      const listed = Buckets.find(({ Name }) => Name === bucket);
      expect(listed?.CreationDate).toBeInstanceOf(Date);
    },
  },
  {
    name: "creating one's own bucket again succeeds in us-east-1 only",
    source: api("CreateBucket"),
    async run({ client, bucket }) {
      await client.send(new CreateBucketCommand({ Bucket: bucket }));
      const Bucket = `${bucket}-eu`;
      const command = () =>
        new CreateBucketCommand({
          Bucket,
          CreateBucketConfiguration: { LocationConstraint: "eu-central-1" },
        });
      await client.send(command());
      expect(await refusalOf(client.send(command()))).toBe("BucketAlreadyOwnedByYou 409");
      const { LocationConstraint } = await client.send(new GetBucketLocationCommand({ Bucket }));
      expect(LocationConstraint).toBe("eu-central-1");
    },
  },
  {
    name: "a name that no bucket may have is refused",
    source: guide("bucketnamingrules"),
    async run({ client }) {
      for (const Bucket of ["Upper", "ab", "a..b", "192.168.5.4", "xn--a", "under_score", "-ab"]) {
        const refusal = await refusalOf(client.send(new CreateBucketCommand({ Bucket })));
        expect(refusal, Bucket).toBe("InvalidBucketName 400");
      }
    },
  },
  {
    name: "HeadBucket tells a bucket that exists from one that does not",
    source: api("HeadBucket"),
    async run({ client, bucket }) {
      const { BucketRegion } = await client.send(new HeadBucketCommand({ Bucket: bucket }));
      expect(BucketRegion).toBe("us-east-1");
      const missing = client.send(new HeadBucketCommand({ Bucket: "no-such-bucket" }));
      expect(await refusalOf(missing)).toBe("NotFound 404");
    },
  },
  {
    name: "a bucket can be deleted only when it is empty",
    source: api("DeleteBucket"),
    async run(context) {
      const { client, bucket } = context;
      const Bucket = `${bucket}-gone`;
      await client.send(new CreateBucketCommand({ Bucket }));
      await client.send(new DeleteBucketCommand({ Bucket }));
      await expect(client.send(new DeleteBucketCommand({ Bucket }))).rejects.toMatchObject({
        name: "NoSuchBucket",
      });
      await context.put("key");
      const full = client.send(new DeleteBucketCommand({ Bucket: bucket }));
      expect(await refusalOf(full)).toBe("BucketNotEmpty 409");
    },
  },
  {
    name: "a call that is not implemented is refused by its name",
    source: reference("ErrorResponses"),
    async run({ client, bucket }) {
      const Bucket = bucket;
      const calls = {
        GetBucketVersioning: client.send(new GetBucketVersioningCommand({ Bucket })),
        ListObjects: client.send(new ListObjectsCommand({ Bucket })),
        PutBucketLifecycleConfiguration: client.send(
          new PutBucketLifecycleConfigurationCommand({ Bucket }),
        ),
      };
      for (const [name, call] of Object.entries(calls)) {
        await expect(call, name).rejects.toMatchObject({
          name: "NotImplemented",
          message: expect.stringContaining(name),
        });
      }
    },
  },
];
