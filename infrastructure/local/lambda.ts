import { randomUUID } from "node:crypto";
import type { Context } from "aws-lambda";
import { ACCOUNT_ID, REGION } from "./sagemaker/resources";

/** What a `*.lambda.ts` file exports; each one states its own event. */
type LambdaHandler = (event: never, context: Context) => Promise<unknown>;

/** Loads handlers by function name; a module is loaded with its first call, as a cold start does. */
export type LambdaModules = Readonly<Record<string, () => Promise<{ handler: LambdaHandler }>>>;

export class LambdaTimedOut extends Error {}

/** Lambda functions, called in this process. */
export class Functions {
  readonly #modules: LambdaModules;

  constructor(modules: LambdaModules) {
    this.#modules = modules;
  }

  /** Loads every function now, so that nobody waits for it later. */
  async load(): Promise<void> {
    for (const load of Object.values(this.#modules)) await load();
  }

  /**
   * Calls a function and returns what it answers. Throws what it throws, and LambdaTimedOut; the
   * function itself cannot be ended and goes on.
   */
  async invoke(name: string, event: object, timeoutMs: number): Promise<unknown> {
    const load = this.#modules[name];
    if (!load) throw new Error(`There is no function ${name}.`);
    const { handler } = await load();
    const context = toContext(name, Date.now() + timeoutMs);
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<never>((_, reject) => {
      const message = `Task timed out after ${timeoutMs / 1000} seconds`;
      timer = setTimeout(() => reject(new LambdaTimedOut(message)), timeoutMs);
    });
    try {
      // Whoever wires a function to its source of events knows which events the function takes.
      return await Promise.race([handler(event as never, context), timeout]);
    } finally {
      clearTimeout(timer);
    }
  }
}

function toContext(name: string, deadlineMs: number): Context {
  return {
    callbackWaitsForEmptyEventLoop: false,
    functionName: name,
    functionVersion: "$LATEST",
    invokedFunctionArn: `arn:aws:lambda:${REGION}:${ACCOUNT_ID}:function:${name}`,
    memoryLimitInMB: "1024",
    awsRequestId: randomUUID(),
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: "local",
    getRemainingTimeInMillis: () => Math.max(0, deadlineMs - Date.now()),
    done: () => undefined,
    fail: () => undefined,
    succeed: () => undefined,
  };
}
