import type { S3Client } from "@aws-sdk/client-s3";
import type { WorkerImage } from "./images";
import type { InstanceTimes } from "./instance";
import type { SageMakerStore } from "./store";

/** Publishes to a topic; resolves once the message is safe. */
export type Publish = (topicArn: string, message: string) => Promise<void>;

/** Failures of AWS that tests bring about. */
export interface Faults {
  /** How often and how late the end of a request is told; once and at once where absent. */
  notification?(inferenceId: string): { copies: number; delayMs: number };
  /** True when AWS has no such instance to give at present. */
  lacksCapacity?(endpointName: string): boolean;
}

/** What every part of the embedded SageMaker works with. */
export interface Tools {
  store: SageMakerStore;
  s3: S3Client;
  publish: Publish;
  images: Readonly<Record<string, WorkerImage>>;
  /** Variables of every worker; a model's own come on top. */
  workerEnvironment: Record<string, string>;
  /** Gets one file per endpoint. */
  logDir: string;
  times: InstanceTimes;
  faults: Faults;
  /** Milliseconds since 1970. */
  now(): number;
}
