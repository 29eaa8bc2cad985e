import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { describe, expect, test } from "vitest";
import type { SignedRequest } from "@/infrastructure/local/aws/canonical-request";
import { verifyHeaders, verifyPresigned } from "@/infrastructure/local/aws/sigv4";

const CREDENTIALS = { accessKeyId: "AKIDLOCAL", secretAccessKey: "secret" };
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** What the SDK, an independent signer, would send to DynamoDB. */
async function signedByTheSdk(credentials = CREDENTIALS): Promise<SignedRequest> {
  let sent: SignedRequest | undefined;
  const client = new DynamoDBClient({
    endpoint: "http://127.0.0.1:9",
    region: "eu-west-1",
    credentials,
    maxAttempts: 1,
    requestHandler: {
      async handle(request: { headers: IncomingHttpHeaders; body: string; method: string }) {
        const headers = Object.entries(request.headers).map(([name, value]) => [
          name.toLowerCase(),
          value,
        ]);
        sent = {
          method: request.method,
          rawPath: "/",
          query: [],
          headers: Object.fromEntries(headers),
          bodySha256: sha256(request.body),
        };
        throw new Error("not sent");
      },
    },
  });
  await client.send(new ListTablesCommand({})).catch(() => undefined);
  client.destroy();
  if (!sent) throw new Error("the SDK sent no request");
  return sent;
}

const verify = (request: SignedRequest, service = "dynamodb", now = Date.now()) => {
  const verification = verifyHeaders(request, service, CREDENTIALS, now);
  return verification.ok ? "ok" : verification.code;
};

/** Services of JSON share one check: what it lets pass was signed by who holds the secret. */
describe("a signed request to a JSON service", () => {
  test("is accepted as the SDK signs it", async () => {
    expect(verify(await signedByTheSdk())).toBe("ok");
  });

  test("is refused without a signature", async () => {
    const { headers, ...request } = await signedByTheSdk();
    const { authorization, ...anonymous } = headers;
    expect(authorization).toBeDefined();
    expect(verify({ ...request, headers: anonymous })).toBe("MissingAuthenticationTokenException");
  });

  test("is refused with another key or secret", async () => {
    const otherKey = await signedByTheSdk({ ...CREDENTIALS, accessKeyId: "AKIDOTHER" });
    expect(verify(otherKey)).toBe("UnrecognizedClientException");
    const otherSecret = await signedByTheSdk({ ...CREDENTIALS, secretAccessKey: "other" });
    expect(verify(otherSecret)).toBe("InvalidSignatureException");
  });

  test("is refused with another body, even where the header keeps the old hash", async () => {
    const request = await signedByTheSdk();
    expect(verify({ ...request, bodySha256: sha256("other") })).toBe("InvalidSignatureException");
  });

  test("is refused at another service, path or method", async () => {
    const request = await signedByTheSdk();
    expect(verify(request, "sagemaker")).toBe("InvalidSignatureException");
    expect(verify({ ...request, rawPath: "/other" })).toBe("InvalidSignatureException");
    expect(verify({ ...request, method: "PUT" })).toBe("InvalidSignatureException");
  });

  test("is refused when it is older or newer than 15 minutes", async () => {
    const request = await signedByTheSdk();
    const minutes = (count: number) => Date.now() + count * 60_000;
    expect(verify(request, "dynamodb", minutes(16))).toBe("InvalidSignatureException");
    expect(verify(request, "dynamodb", minutes(-16))).toBe("InvalidSignatureException");
    expect(verify(request, "dynamodb", minutes(14))).toBe("ok");
  });

  test("is refused when its host is not signed", async () => {
    const request = await signedByTheSdk();
    const authorization = request.headers.authorization?.replace("host;", "");
    const headers = { ...request.headers, authorization };
    expect(verify({ ...request, headers })).toBe("InvalidSignatureException");
  });
});

/** Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
describe("AWS's own examples for S3", () => {
  const credentials = {
    accessKeyId: "AKIAIOSFODNN7EXAMPLE",
    secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
  };
  const now = Date.parse("2013-05-24T00:00:00Z");
  const scope = "AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request";

  test("a ranged GET has the documented signature", () => {
    const signedHeaders = "host;range;x-amz-content-sha256;x-amz-date";
    const signature = "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41";
    const request: SignedRequest = {
      method: "GET",
      rawPath: "/test.txt",
      query: [],
      headers: {
        host: "examplebucket.s3.amazonaws.com",
        range: "bytes=0-9",
        "x-amz-content-sha256": sha256(""),
        "x-amz-date": "20130524T000000Z",
        authorization: `AWS4-HMAC-SHA256 Credential=${scope},SignedHeaders=${signedHeaders},Signature=${signature}`,
      },
    };
    expect(verifyHeaders(request, "s3", credentials, now)).toMatchObject({ ok: true });
  });

  test("a presigned URL has the documented signature, for a day", () => {
    const request: SignedRequest = {
      method: "GET",
      rawPath: "/test.txt",
      query: [
        ["X-Amz-Algorithm", "AWS4-HMAC-SHA256"],
        ["X-Amz-Credential", scope],
        ["X-Amz-Date", "20130524T000000Z"],
        ["X-Amz-Expires", "86400"],
        ["X-Amz-SignedHeaders", "host"],
        ["X-Amz-Signature", "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"],
      ],
      headers: { host: "examplebucket.s3.amazonaws.com" },
    };
    const day = 24 * 60 * 60 * 1000;
    expect(verifyPresigned(request, "s3", credentials, now + day)).toMatchObject({ ok: true });
    expect(verifyPresigned(request, "s3", credentials, now + day + 1)).toMatchObject({ ok: false });
  });
});
