import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createObjectStore } from "@/infrastructure/adapters/s3/object-store";
import type { ObjectStore } from "@/lib/ports/objects";
import { clouds, openTestBucket, type TestBucket } from "./support/clouds";

const MIB = 2 ** 20;

/** What a browser would send: only the headers that it sets itself. */
function put(url: string, body: Uint8Array): Promise<{ status: number; etag: string }> {
  return new Promise((resolve, reject) => {
    const sending = request(
      url,
      { method: "PUT", headers: { "content-length": body.length } },
      (response) => {
        response.resume();
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, etag: response.headers.etag ?? "" }),
        );
      },
    );
    sending.on("error", reject);
    sending.end(body);
  });
}

describe.each(clouds)("objects on $name", (cloud) => {
  const keepsHeaders = cloud.gaps.includes("response header overrides");
  const failsAborted = cloud.gaps.includes("aborted uploads");
  let test: TestBucket;
  let store: ObjectStore;
  // Signatures are checked against the server's clock, so this one follows it.
  let now = () => new Date();

  beforeAll(async () => {
    test = await openTestBucket(cloud);
    store = createObjectStore({ ...test, forcePathStyle: true, now: () => now() });
  });
  afterAll(() => test.close());

  it("writes, measures and reads text and byte ranges", async () => {
    await store.writeText("inferences/a/result.json", "{}…", "application/json");
    expect(await store.readText("inferences/a/result.json")).toBe("{}…");
    expect(await store.sizeBytes("inferences/a/result.json")).toBe(5);
    expect(await store.readRange("inferences/a/result.json", 0, 2)).toEqual(
      new Uint8Array(Buffer.from("{}")),
    );
    expect(await store.readRange("inferences/a/result.json", 3, 3)).toHaveLength(0);
  });

  it("tells what is absent without an error", async () => {
    expect(await store.readText("absent.json")).toBeUndefined();
    expect(await store.sizeBytes("absent.json")).toBeUndefined();
    await store.delete(["absent.json"]);
    await store.delete([]);
    await store.deletePrefix("absent/");
  });

  it("does not take a large object for text", async () => {
    await store.writeText("large.txt", "x".repeat(MIB + 1), "text/plain");
    await expect(store.readText("large.txt")).rejects.toThrow(/more than/);
  });

  it("deletes a folder and nothing beside it", async () => {
    for (const key of ["inferences/b/1", "inferences/b/c/2", "inferences/bb/3"]) {
      await store.writeText(key, "x", "text/plain");
    }
    await store.deletePrefix("inferences/b/");
    expect(await store.sizeBytes("inferences/b/c/2")).toBeUndefined();
    expect(await store.sizeBytes("inferences/bb/3")).toBe(1);
    await expect(store.deletePrefix("")).rejects.toThrow();
  });

  it("names objects by URI and back", () => {
    const uri = store.uri("models/a/model.safetensors");
    expect(uri).toBe(`s3://${test.bucket}/models/a/model.safetensors`);
    expect(store.keyOf(uri)).toBe("models/a/model.safetensors");
    expect(() => store.keyOf("s3://elsewhere/models/a")).toThrow();
  });

  it("signs addresses that stay the same for five minutes and are valid for longer", async () => {
    await store.writeText("picture.png", "pixels", "image/png");
    const systemNow = now;
    const start = Math.floor(Date.now() / 300_000) * 300_000;
    const urlAt = (seconds: number) => {
      now = () => new Date(start + seconds * 1000);
      return store.readUrl("picture.png");
    };
    const [first, last, next] = [await urlAt(0), await urlAt(299), await urlAt(300)];
    now = systemNow;
    expect(last).toBe(first);
    expect(next).not.toBe(first);
    const answer = await fetch(await store.readUrl("picture.png"));
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe("pixels");
  });

  it.skipIf(keepsHeaders)("lets browsers keep what an address shows", async () => {
    await store.writeText("picture.png", "pixels", "image/png");
    const answer = await fetch(await store.readUrl("picture.png"));
    expect(answer.headers.get("cache-control")).toMatch(/^private, max-age=\d+/);
    await answer.text();
  });

  it.skipIf(keepsHeaders)("signs downloads that are saved under any name", async () => {
    await store.writeText("picture.png", "pixels", "image/png");
    const url = await store.readUrl("picture.png", { downloadAs: `a "red" 家 100%.png` });
    const answer = await fetch(url);
    expect(answer.headers.get("content-disposition")).toBe(
      `attachment; filename="a _red_ _ 100_.png"; filename*=UTF-8''a%20%22red%22%20%E5%AE%B6%20100%25.png`,
    );
    await answer.text();
  });

  describe("an upload in parts", () => {
    const key = "models/a/model.safetensors";
    const part = (fill: string, sizeBytes: number) => Buffer.alloc(sizeBytes, fill);

    async function upload(uploadId: string, bodies: Buffer[]) {
      const parts = [];
      for (const [index, body] of bodies.entries()) {
        const partNumber = index + 1;
        const url = await store.partUrl(key, uploadId, partNumber, body.length);
        expect(new URL(url).searchParams.get("X-Amz-SignedHeaders")).toBe("content-length;host");
        const { status, etag } = await put(url, body);
        expect(status).toBe(200);
        parts.push({ partNumber, etag });
      }
      return parts;
    }

    it("is put together in order, and twice is once", async () => {
      const uploadId = await store.startUpload(key);
      const parts = await upload(uploadId, [part("a", 5 * MIB), part("b", 7)]);
      expect(await store.completeUpload(key, uploadId, parts.toReversed())).toEqual({ ok: true });
      expect(await store.sizeBytes(key)).toBe(5 * MIB + 7);
      const tail = await store.readRange(key, 5 * MIB - 1, 5 * MIB + 1);
      expect(Buffer.from(tail).toString()).toBe("ab");
      expect(await store.completeUpload(key, uploadId, parts)).toEqual({ ok: true });
    });

    it("tells of a part that has changed, and of one that is too small", async () => {
      const uploadId = await store.startUpload("models/b/model.safetensors");
      const forgotten = [{ partNumber: 1, etag: `"${"0".repeat(32)}"` }];
      const missing = await store.completeUpload("models/b/model.safetensors", uploadId, forgotten);
      expect(missing).toMatchObject({ ok: false, problem: expect.stringContaining("missing") });

      const small = await store.startUpload(key);
      const parts = await upload(small, [part("a", 10), part("b", 10)]);
      expect(await store.completeUpload(key, small, parts)).toMatchObject({
        ok: false,
        problem: expect.stringContaining("too small"),
      });
      await store.abortUpload(key, small);
    });

    it.skipIf(failsAborted)("can be given up, also when there is none", async () => {
      const gone = "models/c/model.safetensors";
      const uploadId = await store.startUpload(gone);
      await store.abortUpload(gone, uploadId);
      await store.abortUpload(gone, uploadId);
      const parts = [{ partNumber: 1, etag: '"a"' }];
      expect(await store.completeUpload(gone, uploadId, parts)).toMatchObject({ ok: false });
    });
  });
});

describe("addresses of AWS", () => {
  const credentials = { accessKeyId: "AKID", secretAccessKey: "secret" };
  const client = { region: "eu-central-1", credentials };

  // The global host redirects for hours after a bucket is made, which browsers refuse.
  it("name the bucket's regional host and demand no checksum", async () => {
    const store = createObjectStore({ bucket: "pictures", client });
    const { searchParams, host } = new URL(await store.partUrl("m", "upload", 1, 10));
    expect(host).toBe("pictures.s3.eu-central-1.amazonaws.com");
    expect([...searchParams.keys()].filter((name) => /checksum/i.test(name))).toEqual([]);
    expect(searchParams.get("X-Amz-Expires")).toBe("3600");
  });

  it("answers unavailable when nobody listens", async () => {
    const store = createObjectStore({
      bucket: "pictures",
      forcePathStyle: true,
      client: { ...client, endpoint: "http://127.0.0.1:1", maxAttempts: 1 },
    });
    await expect(store.readText("a")).rejects.toMatchObject({ code: "unavailable" });
  });
});
