import { randomUUID } from "node:crypto";
import { readdir, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import path from "node:path";
import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type S3Server, startS3 } from "@/infrastructure/local/s3/server";
import { CaseContext } from "@/tests/local/s3/conformance-case";
import { CREDENTIALS, newDataDir } from "@/tests/local/s3/embedded-endpoint";

const MIB = 1024 * 1024;

let parentDir: string;
let dataDir: string;
let server: S3Server;
let context: CaseContext;

async function start(): Promise<void> {
  server = await startS3({ dataDir, credentials: CREDENTIALS });
  const endpoint = { url: server.url, region: "us-east-1", credentials: CREDENTIALS };
  context = new CaseContext(endpoint, "bucket");
}

async function stop(): Promise<void> {
  context.close();
  await server.close();
}

const blobs = () => readdir(path.join(dataDir, "blobs"));

beforeEach(async () => {
  parentDir = await newDataDir();
  dataDir = path.join(parentDir, "data");
  await start();
  await context.createBucket();
});
afterEach(async () => {
  await stop();
  await rm(parentDir, { recursive: true });
});

test("objects survive a restart", async () => {
  await context.put("key", "kept");
  await stop();
  await start();
  expect(await context.read("key")).toBe("kept");
});

/** A reader sees the old object or the new one, never the beginning of one. */
test("an upload that breaks off leaves the old object as it was", async () => {
  await context.put("key", "old");
  const command = new PutObjectCommand({ Bucket: "bucket", Key: "key" });
  const url = await getSignedUrl(context.presigningClient(), command);
  await new Promise<void>((resolve) => {
    const put = request(url, { method: "PUT", headers: { "content-length": 2 * MIB } });
    put.on("error", () => resolve());
    put.write(Buffer.alloc(MIB), () => put.destroy(new Error("the line broke")));
  });
  expect(await context.read("key")).toBe("old");
  await expect.poll(blobs).toHaveLength(1);
});

test("a refused upload leaves no bytes behind", async () => {
  const put = new PutObjectCommand({ Bucket: "bucket", Key: "k", Body: "x", ContentMD5: "AAAA" });
  await expect(context.client.send(put)).rejects.toMatchObject({ name: "InvalidDigest" });
  expect(await blobs()).toEqual([]);
});

test("what replaced and deleted objects held is removed", async () => {
  await context.put("key", "old");
  await context.put("key", "new");
  await expect.poll(blobs).toHaveLength(1);
});

test("a reader gets the whole object that it began to read, even if it is replaced meanwhile", async () => {
  const old = Buffer.alloc(20 * MIB, "a");
  await context.put("key", old);
  const got = await context.client.send(new GetObjectCommand({ Bucket: "bucket", Key: "key" }));
  await context.put("key", "new");
  const body = Buffer.from((await got.Body?.transformToByteArray()) ?? []);
  expect(body.equals(old)).toBe(true);
  await expect.poll(blobs).toHaveLength(1);
});

test("a start removes blobs that no record names", async () => {
  await context.put("key", "kept");
  await stop();
  await writeFile(path.join(dataDir, "blobs", randomUUID()), "left behind by a crash");
  await start();
  expect(await blobs()).toHaveLength(1);
  expect(await context.read("key")).toBe("kept");
});

/** A key is data: no part of it ever becomes a path. */
test("no key reaches a file outside the folder, or a readable name in it", async () => {
  const before = await readdir(parentDir);
  for (const key of ["../escaped", "../../escaped", "/escaped", "a/../../../escaped", ".."]) {
    await context.put(key);
  }
  expect(await readdir(parentDir)).toEqual(before);
  const names = await readdir(dataDir, { recursive: true });
  expect(names.filter((name) => name.includes("escaped"))).toEqual([]);
});

test("a folder in use is refused with what to do about it", async () => {
  const second = startS3({ dataDir, credentials: CREDENTIALS });
  await expect(second).rejects.toThrow(/Stop the process that holds it/);
});
