import {
  CreateBucketCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
  S3ServiceException,
} from "@aws-sdk/client-s3";

/** Any server of S3's protocol: the embedded one, or another to compare it with. */
export interface S3Endpoint {
  url: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
}

/** One promise of S3. `source` is the page of the AWS documentation that makes it. */
export interface ConformanceCase {
  name: string;
  source: string;
  run(context: CaseContext): Promise<void>;
}

/** A request of the SDK on its way to the wire. */
export interface OutgoingRequest {
  headers: Record<string, string>;
  body: unknown;
  path: string;
}

export const api = (operation: string): string =>
  `https://docs.aws.amazon.com/AmazonS3/latest/API/API_${operation}.html`;
export const guide = (page: string): string =>
  `https://docs.aws.amazon.com/AmazonS3/latest/userguide/${page}.html`;
export const reference = (page: string): string =>
  `https://docs.aws.amazon.com/AmazonS3/latest/API/${page}.html`;

/** What a case works with: an endpoint, its owner's client and a bucket of its own. */
export class CaseContext {
  readonly client: S3Client;
  private readonly clients: S3Client[] = [];

  constructor(
    readonly endpoint: S3Endpoint,
    readonly bucket: string,
  ) {
    this.client = this.newClient();
  }

  newClient(config: S3ClientConfig = {}): S3Client {
    const client = new S3Client({
      endpoint: this.endpoint.url,
      region: this.endpoint.region,
      credentials: this.endpoint.credentials,
      forcePathStyle: true,
      maxAttempts: 1,
      ...config,
    });
    this.clients.push(client);
    return client;
  }

  /** A client whose requests are changed before they are signed, or after. */
  alteringClient(when: "before-signing" | "after-signing", alter: (r: OutgoingRequest) => void) {
    const client = this.newClient({ requestChecksumCalculation: "WHEN_REQUIRED" });
    if (when === "before-signing") {
      client.middlewareStack.add(
        (next) => (args) => {
          alter(args.request as OutgoingRequest);
          return next(args);
        },
        { step: "build", priority: "low", name: "alter" },
      );
    } else {
      client.middlewareStack.add(
        (next) => (args) => {
          alter(args.request as OutgoingRequest);
          return next(args);
        },
        { step: "finalizeRequest", priority: "low", name: "alter" },
      );
    }
    return client;
  }

  /** A client as production presigns with: no checksum of a body that it does not know. */
  presigningClient(config: S3ClientConfig = {}): S3Client {
    return this.newClient({ requestChecksumCalculation: "WHEN_REQUIRED", ...config });
  }

  async createBucket(): Promise<void> {
    await this.client.send(new CreateBucketCommand({ Bucket: this.bucket }));
  }

  async put(key: string, body: string | Uint8Array = key): Promise<string> {
    const answer = await this.client.send(
      new PutObjectCommand({ Bucket: this.bucket, Key: key, Body: body }),
    );
    return answer.ETag ?? "";
  }

  async read(key: string): Promise<string> {
    const answer = await this.client.send(new GetObjectCommand({ Bucket: this.bucket, Key: key }));
    return (await answer.Body?.transformToString()) ?? "";
  }

  close(): void {
    for (const client of this.clients) client.destroy();
  }
}

/** The code and status with which `promise` was refused, as `CODE STATUS`. */
export async function refusalOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof S3ServiceException) {
      return `${error.name} ${error.$metadata.httpStatusCode}`;
    }
    throw error;
  }
  return "not refused";
}

/** The same of an answer to `fetch`. */
export async function refusalOfResponse(response: Response): Promise<string> {
  const code = /<Code>(\w+)<\/Code>/.exec(await response.text())?.[1];
  return response.ok ? "not refused" : `${code} ${response.status}`;
}
