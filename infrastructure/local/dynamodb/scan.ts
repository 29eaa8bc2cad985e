import { readPage } from "@/infrastructure/local/dynamodb/read-page";
import {
  type ReadTarget,
  toReadTarget,
  toStartRow,
} from "@/infrastructure/local/dynamodb/read-target";
import { checkRequest, type ScanRequest } from "@/infrastructure/local/dynamodb/request";
import { validationError } from "@/infrastructure/local/dynamodb/service-error";
import { rowsUnder } from "@/infrastructure/local/dynamodb/storage-keys";
import type { Range, Store } from "@/infrastructure/local/dynamodb/store";

export async function scan(store: Store, body: unknown): Promise<object> {
  const request = checkRequest("Scan", body);
  const target = toReadTarget(store, request);
  return readPage(store, target, toRange(target, request), request);
}

function toRange(target: ReadTarget, request: ScanRequest): Range {
  const segment = toSegment(target.prefix, request);
  if (!request.ExclusiveStartKey) return segment;
  const startRow = toStartRow(target, request.ExclusiveStartKey);
  if (startRow <= segment.gt || startRow >= segment.lt) {
    throw validationError(
      `The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. TotalSegments: ${request.TotalSegments} Segment: ${request.Segment}`,
    );
  }
  return { gt: startRow, lt: segment.lt };
}

/** Rows start with a hash; three hex digits of it make 4096 slots to share among segments. */
const SLOTS = 16 ** 3;

function toSegment(prefix: string, { Segment = 0, TotalSegments = 1 }: ScanRequest) {
  const bound = (segment: number) =>
    Math.ceil((SLOTS * segment) / TotalSegments)
      .toString(16)
      .padStart(3, "0");
  const { gt, lt } = rowsUnder(prefix);
  const isLast = Segment === TotalSegments - 1;
  return {
    gt: Segment === 0 ? gt : prefix + bound(Segment),
    lt: isLast ? lt : prefix + bound(Segment + 1),
  };
}
