import { expect, test } from "vitest";
import { MODEL_SIZE_BYTES_MAX } from "@/lib/contract/models";
import { uploadPlan } from "@/lib/rules/uploads";

const MIB = 2 ** 20;

/** S3's limits: https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const PARTS_MAX = 10_000;
const PART_BYTES_MIN = 5 * MIB;

test.each([9, 8 * MIB, 8 * MIB + 1, 2 ** 31, 7 * 2 ** 30, MODEL_SIZE_BYTES_MAX])(
  "a file of %i bytes fits into S3's parts exactly",
  (sizeBytes) => {
    const { partSizeBytes, partCount } = uploadPlan(sizeBytes);
    expect(partSizeBytes).toBeGreaterThanOrEqual(PART_BYTES_MIN);
    expect(partCount).toBeLessThanOrEqual(PARTS_MAX);
    expect(partSizeBytes * partCount).toBeGreaterThanOrEqual(sizeBytes);
    expect(partSizeBytes * (partCount - 1)).toBeLessThan(sizeBytes);
  },
);
