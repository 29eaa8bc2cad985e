import type { Answer } from "@/infrastructure/local/s3/answer";
import type { Payload } from "@/infrastructure/local/s3/authenticate";
import type { ObjectStore } from "@/infrastructure/local/s3/object-store";
import type { S3Request } from "@/infrastructure/local/s3/request";

/** One authenticated request and what its operation works on. */
export interface Call {
  request: S3Request;
  payload: Payload;
  store: ObjectStore;
}

/** Throws S3Error to refuse. */
export type Operation = (call: Call) => Promise<Answer>;
