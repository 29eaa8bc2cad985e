import type { Answer } from "@/infrastructure/local/s3/answer";
import type { Payload } from "@/infrastructure/local/s3/authenticate";
import type { S3Request } from "@/infrastructure/local/s3/request";
import type { Storage } from "@/infrastructure/local/s3/storage";

/** One authenticated request and what its operation works on. */
export interface Call {
  request: S3Request;
  payload: Payload;
  storage: Storage;
}

/** Throws S3Error to refuse. */
export type Operation = (call: Call) => Promise<Answer>;
