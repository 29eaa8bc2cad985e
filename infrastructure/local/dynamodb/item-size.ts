import type { AttributeValue, Item } from "@/infrastructure/local/dynamodb/attribute-value";

export const ITEM_SIZE_BYTES_MAX = 400 * 1024;

/**
 * Size in bytes by which DynamoDB limits and bills an item.
 * Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function itemSizeBytes(item: Item): number {
  let sizeBytes = 0;
  for (const name in item) sizeBytes += Buffer.byteLength(name) + valueSizeBytes(item[name]!);
  return sizeBytes;
}

const LIST_OR_MAP_OVERHEAD_BYTES = 3;
const ELEMENT_OVERHEAD_BYTES = 1;

function valueSizeBytes(value: AttributeValue): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return numberSizeBytes(value.N);
  if (value.B !== undefined) return Buffer.byteLength(value.B, "base64");
  if (value.SS) return sum(value.SS, (text) => Buffer.byteLength(text));
  if (value.NS) return sum(value.NS, numberSizeBytes);
  if (value.BS) return sum(value.BS, (base64) => Buffer.byteLength(base64, "base64"));
  if (value.L) {
    const elements = sum(value.L, (element) => ELEMENT_OVERHEAD_BYTES + valueSizeBytes(element));
    return LIST_OR_MAP_OVERHEAD_BYTES + elements;
  }
  if (value.M) {
    const overheadBytes = ELEMENT_OVERHEAD_BYTES * Object.keys(value.M).length;
    return LIST_OR_MAP_OVERHEAD_BYTES + overheadBytes + itemSizeBytes(value.M);
  }
  return 1;
}

/** One byte for two significant digits, and one for the exponent. */
function numberSizeBytes(text: string): number {
  const digits = text
    .replace(/[eE].*$/, "")
    .replace(/[-+.]/g, "")
    .replace(/^0+|0+$/g, "");
  return Math.ceil(digits.length / 2) + 1 + (text.startsWith("-") ? 1 : 0);
}

function sum<T>(values: T[], sizeOf: (value: T) => number): number {
  return values.reduce((total, value) => total + sizeOf(value), 0);
}
