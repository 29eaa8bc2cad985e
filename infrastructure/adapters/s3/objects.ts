import {
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
} from "@aws-sdk/client-s3";
import type { ObjectStore } from "@/lib/ports/objects";
import { Refusal } from "@/lib/rules/refusal";
import type { Bucket } from "./bucket-client";
import { isS3Failure } from "./failures";

type Objects = Pick<
  ObjectStore,
  "readText" | "readRange" | "sizeBytes" | "writeText" | "delete" | "deletePrefix"
>;

const TEXT_BYTES_MAX = 2 ** 20;
/** S3's own limit. */
const KEYS_PER_DELETE_MAX = 1_000;

async function deleteKeys(bucket: Bucket, keys: string[]): Promise<void> {
  for (let begin = 0; begin < keys.length; begin += KEYS_PER_DELETE_MAX) {
    const batch = keys.slice(begin, begin + KEYS_PER_DELETE_MAX);
    const command = new DeleteObjectsCommand({
      Bucket: bucket.name,
      Delete: { Objects: batch.map((Key) => ({ Key })), Quiet: true },
    });
    const { Errors = [] } = await bucket.attempt(() => bucket.client.send(command));
    const [first] = Errors;
    if (first) {
      throw new Refusal(
        "unavailable",
        {},
        { internal: `S3 kept ${Errors.length} objects, ${first.Key}: ${first.Code}` },
      );
    }
  }
}

export function createObjects(bucket: Bucket): Objects {
  const { client, name, attempt } = bucket;
  return {
    async readText(key) {
      try {
        return await attempt(async () => {
          const object = await client.send(new GetObjectCommand({ Bucket: name, Key: key }));
          if ((object.ContentLength ?? 0) > TEXT_BYTES_MAX) {
            throw new Error(`${key} has more than ${TEXT_BYTES_MAX} bytes of text.`);
          }
          return await object.Body?.transformToString();
        });
      } catch (error) {
        if (isS3Failure(error, "NoSuchKey")) return undefined;
        throw error;
      }
    },

    async readRange(key, begin, end) {
      if (end <= begin) return new Uint8Array();
      return await attempt(async () => {
        const command = new GetObjectCommand({
          Bucket: name,
          Key: key,
          Range: `bytes=${begin}-${end - 1}`,
        });
        const { Body } = await client.send(command);
        return Body ? await Body.transformToByteArray() : new Uint8Array();
      });
    },

    async sizeBytes(key) {
      try {
        const command = new HeadObjectCommand({ Bucket: name, Key: key });
        return (await attempt(() => client.send(command))).ContentLength;
      } catch (error) {
        if (isS3Failure(error, "NotFound", "NoSuchKey")) return undefined;
        throw error;
      }
    },

    async writeText(key, text, contentType) {
      const command = new PutObjectCommand({
        Bucket: name,
        Key: key,
        Body: text,
        ContentType: contentType,
      });
      await attempt(() => client.send(command));
    },

    delete: (keys) => deleteKeys(bucket, keys),

    async deletePrefix(prefix) {
      // An empty prefix would name the whole bucket.
      if (!prefix.endsWith("/")) throw new Error(`${prefix} is not the prefix of a folder.`);
      await attempt(async () => {
        for await (const page of paginateListObjectsV2(
          { client },
          { Bucket: name, Prefix: prefix },
        )) {
          await deleteKeys(
            bucket,
            (page.Contents ?? []).flatMap(({ Key }) => Key ?? []),
          );
        }
      });
    },
  };
}
