import { S3Error } from "@/infrastructure/local/s3/errors";
import type { S3Request } from "@/infrastructure/local/s3/request";

/** The count that a query asks for, at most `countMax`, which is also the default. */
export function parseCount(request: S3Request, name: string, countMax: number): number {
  const text = request.parameters.get(name);
  if (text === undefined || text === "") return countMax;
  if (!/^\d{1,10}$/.test(text)) {
    throw new S3Error("InvalidArgument", `Argument ${name} must be an integer of 0 or more`);
  }
  return Math.min(Number(text), countMax);
}
