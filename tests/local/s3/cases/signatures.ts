import {
  GetObjectCommand,
  ListBucketsCommand,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { expect } from "vitest";
import {
  type CaseContext,
  type ConformanceCase,
  type OutgoingRequest,
  reference,
  refusalOf,
  refusalOfResponse,
} from "@/tests/local/s3/conformance-case";

const HEADER_AUTH = reference("sig-v4-header-based-auth");
const ERRORS = reference("ErrorResponses");

const putWith = ({ bucket }: CaseContext, client: S3Client) =>
  refusalOf(client.send(new PutObjectCommand({ Bucket: bucket, Key: "key", Body: "body" })));

/** How a write is answered whose request is changed after it was signed. */
const afterSigning = (context: CaseContext, alter: (request: OutgoingRequest) => void) =>
  putWith(context, context.alteringClient("after-signing", alter));

export const SIGNATURE_CASES: ConformanceCase[] = [
  {
    name: "an anonymous request is refused",
    source: ERRORS,
    async run({ endpoint, bucket }) {
      expect(await refusalOfResponse(await fetch(endpoint.url))).toBe("AccessDenied 403");
      const object = `${endpoint.url}/${bucket}/key`;
      const put = await fetch(object, { method: "PUT", body: "x" });
      expect(await refusalOfResponse(put)).toBe("AccessDenied 403");
    },
  },
  {
    name: "a wrong secret is refused",
    source: ERRORS,
    async run(context) {
      const credentials = { ...context.endpoint.credentials, secretAccessKey: "wrong" };
      const client = context.newClient({ credentials });
      expect(await putWith(context, client)).toBe("SignatureDoesNotMatch 403");
    },
  },
  {
    name: "an unknown access key is refused",
    source: ERRORS,
    async run(context) {
      const credentials = { ...context.endpoint.credentials, accessKeyId: "AKIDUNKNOWN" };
      const client = context.newClient({ credentials });
      expect(await putWith(context, client)).toBe("InvalidAccessKeyId 403");
    },
  },
  {
    name: "a clock more than 15 minutes off is refused, either way",
    source: ERRORS,
    async run(context) {
      const skewed = (minutes: number) =>
        putWith(context, context.newClient({ systemClockOffset: minutes * 60_000 }));
      expect(await skewed(-16)).toBe("RequestTimeTooSkewed 403");
      expect(await skewed(16)).toBe("RequestTimeTooSkewed 403");
      expect(await skewed(-14)).toBe("not refused");
    },
  },
  {
    name: "another key than the signed one is refused",
    source: HEADER_AUTH,
    async run(context) {
      const refusal = await afterSigning(context, (request) => {
        request.path = `${request.path}-other`;
      });
      expect(refusal).toBe("SignatureDoesNotMatch 403");
    },
  },
  {
    name: "a signed header that changed is refused",
    source: HEADER_AUTH,
    async run(context) {
      const refusal = await afterSigning(context, ({ headers }) => {
        headers["content-type"] = "text/html";
      });
      expect(refusal).toBe("SignatureDoesNotMatch 403");
    },
  },
  {
    name: "an x-amz- header that was not signed is refused",
    source: HEADER_AUTH,
    async run(context) {
      const refusal = await afterSigning(context, ({ headers }) => {
        headers["x-amz-meta-added"] = "later";
      });
      expect(refusal).toBe("AccessDenied 403");
    },
  },
  {
    name: "a signature for another service is refused",
    source: HEADER_AUTH,
    async run(context) {
      const refusal = await afterSigning(context, ({ headers }) => {
        headers.authorization = (headers.authorization ?? "").replace("/s3/", "/sqs/");
      });
      expect(refusal).toBe("AuthorizationHeaderMalformed 400");
    },
  },
  {
    name: "a signature that is not one is refused",
    source: HEADER_AUTH,
    async run(context) {
      for (const authorization of ["AWS4-HMAC-SHA256 nonsense", "Basic abc"]) {
        const refusal = await afterSigning(context, ({ headers }) => {
          headers.authorization = authorization;
        });
        expect(refusal, authorization).toBe("AuthorizationHeaderMalformed 400");
      }
    },
  },
  {
    name: "a request signed for any region is accepted",
    source: HEADER_AUTH,
    async run(context) {
      const client = context.newClient({ region: "ap-southeast-2" });
      await client.send(new ListBucketsCommand({}));
      await context.put("key", "body");
      const got = await client.send(new GetObjectCommand({ Bucket: context.bucket, Key: "key" }));
      expect(await got.Body?.transformToString()).toBe("body");
    },
  },
];
