import {
  CreateMultipartUploadCommand,
  GetObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { expect } from "vitest";
import {
  type CaseContext,
  type ConformanceCase,
  guide,
  reference,
  refusalOfResponse,
} from "@/tests/local/s3/conformance-case";

const QUERY_AUTH = reference("sigv4-query-string-auth");
const EXPIRES_IN = { expiresIn: 60 };

const presignPut = (context: CaseContext, options: object = EXPIRES_IN, about: object = {}) =>
  getSignedUrl(
    context.presigningClient(),
    new PutObjectCommand({ Bucket: context.bucket, Key: "key", ...about }),
    options,
  );

const presignGet = (context: CaseContext, about: object = {}, options: object = EXPIRES_IN) =>
  getSignedUrl(
    context.presigningClient(),
    new GetObjectCommand({ Bucket: context.bucket, Key: "key", ...about }),
    options,
  );

const send = async (url: string, init: RequestInit = {}) =>
  refusalOfResponse(await fetch(url, init));

export const PRESIGNED_CASES: ConformanceCase[] = [
  {
    name: "a URL lets its holder write and read one key",
    source: guide("using-presigned-url"),
    async run(context) {
      const put = await fetch(await presignPut(context), { method: "PUT", body: "content" });
      expect([put.status, put.headers.get("etag")]).toEqual([
        200,
        '"9a0364b9e99bb480dd25e1f0284c8555"',
      ]);
      const got = await fetch(await presignGet(context));
      expect(await got.text()).toBe("content");
    },
  },
  {
    name: "a URL serves a key with every kind of character",
    source: guide("using-presigned-url"),
    async run(context) {
      const Key = "a b/ü+(1)*'!%20?#&=~/日本語🎨";
      await context.put(Key, "found");
      expect(await (await fetch(await presignGet(context, { Key }))).text()).toBe("found");
    },
  },
  {
    name: "a URL for one method is refused for another",
    source: QUERY_AUTH,
    async run(context) {
      await context.put("key");
      const url = await presignGet(context);
      expect(await send(url, { method: "PUT", body: "x" })).toBe("SignatureDoesNotMatch 403");
      expect(await send(url, { method: "DELETE" })).toBe("SignatureDoesNotMatch 403");
      expect(await context.read("key")).toBe("key");
    },
  },
  {
    name: "a URL for one key is refused for another",
    source: QUERY_AUTH,
    async run(context) {
      await context.put("other");
      const url = (await presignGet(context)).replace("/key?", "/other?");
      expect(await send(url)).toBe("SignatureDoesNotMatch 403");
    },
  },
  {
    name: "an expired URL is refused",
    source: QUERY_AUTH,
    async run(context) {
      await context.put("key");
      const signingDate = new Date(Date.now() - 61_000);
      expect(await send(await presignGet(context, {}, { expiresIn: 60, signingDate }))).toBe(
        "AccessDenied 403",
      );
      expect(await send(await presignGet(context, {}, { expiresIn: 120, signingDate }))).toBe(
        "not refused",
      );
    },
  },
  {
    name: "a longer life than the signed one is refused, and so is more than a week",
    source: QUERY_AUTH,
    async run(context) {
      await context.put("key");
      const url = await presignGet(context);
      const prolonged = url.replace("X-Amz-Expires=60", "X-Amz-Expires=61");
      expect(await send(prolonged)).toBe("SignatureDoesNotMatch 403");
      const overlong = url.replace("X-Amz-Expires=60", "X-Amz-Expires=604801");
      expect(await send(overlong)).toBe("AuthorizationQueryParametersError 400");
    },
  },
  {
    name: "a URL signed with another secret or key is refused",
    source: QUERY_AUTH,
    async run(context) {
      const { credentials } = context.endpoint;
      const signed = (other: Partial<typeof credentials>) =>
        getSignedUrl(
          context.presigningClient({ credentials: { ...credentials, ...other } }),
          new GetObjectCommand({ Bucket: context.bucket, Key: "key" }),
        );
      expect(await send(await signed({ secretAccessKey: "wrong" }))).toBe(
        "SignatureDoesNotMatch 403",
      );
      expect(await send(await signed({ accessKeyId: "AKIDUNKNOWN" }))).toBe(
        "InvalidAccessKeyId 403",
      );
    },
  },
  {
    name: "an x-amz- header that the URL did not sign is refused",
    source: QUERY_AUTH,
    async run(context) {
      const url = await presignPut(context);
      const headers = { "x-amz-meta-added": "later" };
      expect(await send(url, { method: "PUT", body: "x", headers })).toBe("AccessDenied 403");
    },
  },
  {
    name: "a signed content type binds the writer",
    source: QUERY_AUTH,
    async run(context) {
      const url = await presignPut(
        context,
        { expiresIn: 60, signableHeaders: new Set(["content-type"]) },
        { ContentType: "image/png" },
      );
      const put = (type: string) =>
        send(url, { method: "PUT", body: "x", headers: { "content-type": type } });
      expect(await put("text/html")).toBe("SignatureDoesNotMatch 403");
      expect(await put("image/png")).toBe("not refused");
      expect((await fetch(await presignGet(context))).headers.get("content-type")).toBe(
        "image/png",
      );
    },
  },
  {
    name: "parameters that stand for headers count as headers",
    source: QUERY_AUTH,
    async run(context) {
      const url = await presignPut(context, EXPIRES_IN, { Metadata: { seed: "42" } });
      await fetch(url, { method: "PUT", body: "x" });
      const got = await fetch(await presignGet(context));
      expect(got.headers.get("x-amz-meta-seed")).toBe("42");
    },
  },
  {
    name: "a URL that promises the checksum of an empty body takes no other",
    source: guide("checking-object-integrity"),
    async run(context) {
      const command = new PutObjectCommand({ Bucket: context.bucket, Key: "key" });
      const url = await getSignedUrl(context.newClient(), command, EXPIRES_IN);
      expect(await send(url, { method: "PUT", body: "content" })).toBe("BadDigest 400");
    },
  },
  {
    name: "the name under which a browser saves a file is part of its URL",
    source: reference("API_GetObject"),
    async run(context) {
      await context.put("key");
      const ResponseContentDisposition = 'attachment; filename="my image.png"';
      const url = await presignGet(context, { ResponseContentDisposition });
      const got = await fetch(url);
      expect(got.headers.get("content-disposition")).toBe(ResponseContentDisposition);
      expect(await send(url.replace("my%20image", "other"))).toBe("SignatureDoesNotMatch 403");
    },
  },
  {
    name: "a part of a multipart upload can be sent to a URL",
    source: guide("mpuoverview"),
    async run(context) {
      const object = { Bucket: context.bucket, Key: "key" };
      const { UploadId } = await context.client.send(new CreateMultipartUploadCommand(object));
      const command = new UploadPartCommand({ ...object, UploadId, PartNumber: 1 });
      const url = await getSignedUrl(context.presigningClient(), command, EXPIRES_IN);
      const put = await fetch(url, { method: "PUT", body: "part" });
      expect([put.status, put.headers.has("etag")]).toEqual([200, true]);
      const otherPart = url.replace("partNumber=1", "partNumber=2");
      expect(await send(otherPart, { method: "PUT", body: "part" })).toBe(
        "SignatureDoesNotMatch 403",
      );
    },
  },
];
