import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { CaseContext } from "@/tests/local/s3/conformance-case";
import { newDataDir } from "@/tests/local/s3/embedded-endpoint";
import { forkServer } from "@/tests/local/s3/server-in-process";

const MIB = 1024 * 1024;
const CHUNK_COUNT = 300;
const OBJECT_BYTES = CHUNK_COUNT * MIB;
const GROWTH_BYTES_MAX = OBJECT_BYTES / 4;

function* chunks(): Generator<Buffer> {
  for (let index = 0; index < CHUNK_COUNT; index++) yield Buffer.alloc(MIB, index);
}

/** An object larger than memory can pass through: it is never held whole, nor a growing part of it. */
test("a large object is written and read in little memory", async () => {
  const dataDir = await newDataDir();
  const server = await forkServer(dataDir);
  const context = new CaseContext(server, "memory");
  try {
    const { client } = context;
    const object = { Bucket: "memory", Key: "large" };
    await client.send(new CreateBucketCommand({ Bucket: object.Bucket }));
    await client.send(new PutObjectCommand({ ...object, Key: "small", Body: Buffer.alloc(MIB) }));
    const idleBytes = await server.peakRssBytes();

    const Body = Readable.from(chunks());
    const { ETag } = await client.send(
      new PutObjectCommand({ ...object, Body, ContentLength: OBJECT_BYTES }),
    );
    const got = await client.send(new GetObjectCommand(object));
    const md5 = createHash("md5");
    for await (const chunk of got.Body as Readable) md5.update(chunk);
    expect(`"${md5.digest("hex")}"`).toBe(ETag);

    const peakBytes = await server.peakRssBytes();
    console.log(`peak RSS ${Math.round(peakBytes / MIB)} MiB, idle ${Math.round(idleBytes / MIB)}`);
    expect(peakBytes - idleBytes).toBeLessThan(GROWTH_BYTES_MAX);
  } finally {
    context.close();
    await server.kill();
    await rm(dataDir, { recursive: true });
  }
});
