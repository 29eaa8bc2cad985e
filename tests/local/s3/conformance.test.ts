import { afterAll, beforeAll, describe, test } from "vitest";
import { BUCKET_CASES } from "@/tests/local/s3/cases/buckets";
import { CHECKSUM_CASES } from "@/tests/local/s3/cases/checksums";
import { CONDITION_CASES } from "@/tests/local/s3/cases/conditions";
import { COPY_CASES } from "@/tests/local/s3/cases/copies";
import { CORS_CASES } from "@/tests/local/s3/cases/cors";
import { LISTING_CASES } from "@/tests/local/s3/cases/listing";
import { MULTIPART_CASES } from "@/tests/local/s3/cases/multipart";
import { OBJECT_CASES } from "@/tests/local/s3/cases/objects";
import { PRESIGNED_CASES } from "@/tests/local/s3/cases/presigned";
import { SIGNATURE_CASES } from "@/tests/local/s3/cases/signatures";
import { CaseContext, type ConformanceCase } from "@/tests/local/s3/conformance-case";
import { type EmbeddedEndpoint, startEndpoint } from "@/tests/local/s3/embedded-endpoint";

const CASES: Record<string, ConformanceCase[]> = {
  buckets: BUCKET_CASES,
  objects: OBJECT_CASES,
  conditions: CONDITION_CASES,
  listing: LISTING_CASES,
  copies: COPY_CASES,
  multipart: MULTIPART_CASES,
  checksums: CHECKSUM_CASES,
  signatures: SIGNATURE_CASES,
  "presigned URLs": PRESIGNED_CASES,
  cors: CORS_CASES,
};

/** What passes here is believable on AWS: each case states a promise of its documentation. */
describe("the embedded S3 keeps S3's promises", () => {
  let endpoint: EmbeddedEndpoint;
  let bucketCount = 0;

  beforeAll(async () => {
    endpoint = await startEndpoint();
  });
  afterAll(() => endpoint.close());

  for (const [subject, cases] of Object.entries(CASES)) {
    test.each(cases)(`${subject}: $name`, async ({ run }) => {
      bucketCount += 1;
      const context = new CaseContext(endpoint, `case-${bucketCount}`);
      try {
        await context.createBucket();
        await run(context);
      } finally {
        context.close();
      }
    });
  }
});
