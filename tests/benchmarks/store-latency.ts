/**
 * List, get and create of inferences at 1,000, 10,000 and 50,000 jobs: the real use cases and
 * adapters over the embedded DynamoDB. The sizes take turns round by round, so that the machine's
 * mood hits them alike. Printed are medians, exact store calls and the ratio to the smallest size.
 */
import { BatchWriteCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createDocumentClient } from "@/infrastructure/adapters/dynamodb/document-client";
import { imageRow, inferenceRow } from "@/infrastructure/adapters/dynamodb/rows/inference-row";
import { createStores, type Stores } from "@/infrastructure/adapters/dynamodb/stores";
import { createObjectStore } from "@/infrastructure/adapters/s3/object-store";
import { systemClock } from "@/infrastructure/adapters/system/clock";
import { createIds } from "@/infrastructure/adapters/system/ids";
import { provisionTable } from "@/infrastructure/local/provision";
import { ENVIRONMENT } from "@/infrastructure/storage/environment";
import { objectKeys } from "@/infrastructure/storage/keys";
import type { Compute } from "@/lib/ports/compute";
import { createInference } from "@/lib/use-cases/inferences/create";
import { getInference } from "@/lib/use-cases/inferences/get";
import { listInferences } from "@/lib/use-cases/inferences/list";
import { startTestCloud } from "../support/cloud";
import { ARTIST, CHECKPOINT, ENDPOINT, imageOf, PARAMETERS, settledJob } from "./rows";

const SIZES = [1_000, 10_000, 50_000];
const WARM_UP_ROUNDS = 20;
const ROUNDS = 100;
const RATIO_MAX = 1.2;
const STORE_CALLS_MAX = { list: 1, get: 1, create: 3 };
const ITEMS_PER_BATCH = 24;

type Operation = keyof typeof STORE_CALLS_MAX;
const OPERATIONS: Operation[] = ["list", "get", "create"];

const ids = createIds(systemClock);
const silent = { info() {}, warn() {}, error() {} };

/** Stands in for SageMaker: what is measured is the store. */
const compute: Compute = {
  submit: async () => ({ outputLocation: "s3://bucket/output", failureLocation: null }),
  describeEndpoint: async () => ({ status: "in_service", instanceCount: 1 }),
  createEndpoint: async () => {},
};

class Bench {
  private readonly stores: Stores;
  private readonly known: string[] = [];
  private storeCalls = 0;
  readonly milliseconds: Record<Operation, number[]> = { list: [], get: [], create: [] };
  readonly storeCallsMax: Record<Operation, number> = { list: 0, get: 0, create: 0 };

  constructor(
    readonly size: number,
    private readonly client: DynamoDBDocumentClient,
    private readonly tableName: string,
    private readonly bucket: string,
  ) {
    this.stores = createStores({ client, tableName, now: systemClock.now });
    const countCall = () => {
      this.storeCalls += 1;
    };
    client.middlewareStack.add(
      (next) => (request) => {
        countCall();
        return next(request);
      },
      { step: "initialize" },
    );
  }

  async fill() {
    await this.stores.endpoints.create(ENDPOINT);
    await this.stores.models.create(CHECKPOINT, undefined);
    for (let written = 0; written < this.size; ) {
      const items = [];
      while (items.length < ITEMS_PER_BATCH && written < this.size) {
        const id = ids.next();
        this.known.push(id);
        items.push(inferenceRow.toItem(settledJob(id)), imageRow.toItem(imageOf(id)));
        written += 1;
      }
      const puts = items.map((Item) => ({ PutRequest: { Item } }));
      const command = new BatchWriteCommand({ RequestItems: { [this.tableName]: puts } });
      await this.client.send(command);
    }
  }

  private async time(operation: Operation, isMeasured: boolean, run: () => Promise<unknown>) {
    this.storeCalls = 0;
    const started = performance.now();
    await run();
    const elapsed = performance.now() - started;
    this.storeCallsMax[operation] = Math.max(this.storeCallsMax[operation], this.storeCalls);
    if (isMeasured) this.milliseconds[operation].push(elapsed);
  }

  async round(isMeasured: boolean) {
    const objects = createObjectStore({ bucket: this.bucket, forcePathStyle: true });
    const context = {
      ...this.stores,
      actor: ARTIST,
      clock: systemClock,
      compute,
      ids,
      log: silent,
      objectKeys,
      objects,
    };
    const id = this.known[ids.integer(this.known.length)] ?? "";
    const claim = { actorId: ARTIST.id, key: ids.next(), bodySha256: "0".repeat(64) };
    const input = { endpointId: ENDPOINT.id, modelId: CHECKPOINT.id, parameters: PARAMETERS };
    const list = () => listInferences(context, { state: "any", limit: 50 });
    await this.time("list", isMeasured, list);
    await this.time("get", isMeasured, () => getInference(context, { id }));
    await this.time("create", isMeasured, () => createInference(context, input, claim));
  }
}

const median = (values: number[]) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};

function report(benches: Bench[]): boolean {
  const smallest = benches[0];
  const rows = benches.flatMap((bench) =>
    OPERATIONS.map((operation) => {
      const milliseconds = median(bench.milliseconds[operation]);
      const ratio = milliseconds / median(smallest?.milliseconds[operation] ?? []);
      const calls = bench.storeCallsMax[operation];
      const ok = ratio <= RATIO_MAX && calls <= STORE_CALLS_MAX[operation];
      return {
        operation,
        jobs: bench.size,
        "p50 ms": milliseconds.toFixed(2),
        ratio: ratio.toFixed(2),
        "store calls": calls,
        ok,
      };
    }),
  );
  console.log("\nInferences: list a page of 50, get one, create one");
  console.table(rows);
  return rows.every(({ ok }) => ok);
}

export async function storeLatency(): Promise<boolean> {
  const cloud = await startTestCloud();
  const { environment } = cloud;
  try {
    const place = {
      endpoint: environment.AWS_ENDPOINT_URL_DYNAMODB ?? "",
      region: environment.AWS_REGION ?? "",
      credentials: {
        accessKeyId: environment.AWS_ACCESS_KEY_ID ?? "",
        secretAccessKey: environment.AWS_SECRET_ACCESS_KEY ?? "",
      },
    };
    const bucket = environment[ENVIRONMENT.bucketName] ?? "";
    const benches: Bench[] = [];
    for (const size of SIZES) {
      const tableName = `bench-${size}`;
      await provisionTable(place, tableName);
      const bench = new Bench(size, createDocumentClient(place), tableName, bucket);
      await bench.fill();
      benches.push(bench);
    }
    for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round += 1) {
      for (const bench of benches) await bench.round(round >= WARM_UP_ROUNDS);
    }
    return report(benches);
  } finally {
    await cloud.close();
  }
}
