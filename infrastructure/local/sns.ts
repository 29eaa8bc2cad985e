import { randomUUID } from "node:crypto";
import type { SNSEvent } from "aws-lambda";
import { ClassicLevel } from "classic-level";
import { monotonicFactory } from "ulid";

export interface TopicsOptions {
  /** Created if absent; at most one process may have it open. */
  dataDir: string;
  /** Function names by topic ARN. */
  subscriptions: Readonly<Record<string, readonly string[]>>;
  invoke(functionName: string, event: SNSEvent): Promise<unknown>;
  /** Waits before each further try, in milliseconds; afterwards the message is given up. */
  retryDelaysMs?: readonly number[];
}

interface Message {
  id: string;
  topicArn: string;
  functionName: string;
  text: string;
  publishedAt: string;
}

/** About four minutes in all; whoever missed a message has the schedule to learn from. */
const RETRY_DELAYS_MS = [500, 2000, 10_000, 60_000, 180_000];

/** SNS topics that deliver to Lambda functions, at least once. */
export class Topics {
  readonly #options: TopicsOptions;
  readonly #level: ClassicLevel<string, Message>;
  readonly #deliveries = new Set<Promise<void>>();
  readonly #closing = new AbortController();
  readonly #nextId = monotonicFactory();

  private constructor(options: TopicsOptions, level: ClassicLevel<string, Message>) {
    this.#options = options;
    this.#level = level;
  }

  /** Opens the topics; call `resume` when the functions can be called. */
  static async open(options: TopicsOptions): Promise<Topics> {
    const level = new ClassicLevel<string, Message>(options.dataDir, { valueEncoding: "json" });
    await level.open();
    return new Topics(options, level);
  }

  /** Delivers what an earlier process had accepted but not delivered. */
  async resume(): Promise<void> {
    for (const message of await this.#level.values().all()) this.#deliver(message);
  }

  /** Resolves when the message is safe on disk; delivery follows. */
  async publish(topicArn: string, text: string): Promise<void> {
    const functionNames = this.#options.subscriptions[topicArn];
    if (!functionNames) throw new Error(`The topic ${topicArn} does not exist.`);
    const publishedAt = new Date().toISOString();
    const messages = functionNames.map((functionName) => ({
      id: this.#nextId(),
      topicArn,
      functionName,
      text,
      publishedAt,
    }));
    await this.#level.batch(
      messages.map((message) => ({ type: "put", key: message.id, value: message })),
      { sync: true },
    );
    for (const message of messages) this.#deliver(message);
  }

  /** Lets running deliveries end; what was not delivered stays on disk. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#deliveries);
    await this.#level.close();
  }

  #deliver(message: Message): void {
    const delivery = this.#tryUntilDone(message)
      .catch((error: unknown) => console.error(`The message ${message.id} stays for later.`, error))
      .finally(() => this.#deliveries.delete(delivery));
    this.#deliveries.add(delivery);
  }

  async #tryUntilDone(message: Message): Promise<void> {
    const delaysMs = this.#options.retryDelaysMs ?? RETRY_DELAYS_MS;
    for (const delayMs of [...delaysMs, undefined]) {
      if (this.#closing.signal.aborted) return;
      try {
        await this.#options.invoke(message.functionName, toEvent(message));
        return await this.#level.del(message.id);
      } catch (error) {
        console.error(`${message.functionName} refused the message ${message.id}.`, error);
      }
      if (delayMs !== undefined) await this.#pause(delayMs);
    }
    console.error(`The message ${message.id} is given up: ${message.text}`);
    await this.#level.del(message.id);
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#closing.signal.addEventListener("abort", () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}

/** Source: https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
function toEvent({ id, topicArn, text, publishedAt }: Message): SNSEvent {
  return {
    Records: [
      {
        EventSource: "aws:sns",
        EventVersion: "1.0",
        EventSubscriptionArn: `${topicArn}:${randomUUID()}`,
        Sns: {
          Type: "Notification",
          MessageId: id,
          TopicArn: topicArn,
          Message: text,
          Timestamp: publishedAt,
          SignatureVersion: "1",
          Signature: "",
          SigningCertUrl: "",
          UnsubscribeUrl: "",
          MessageAttributes: {},
        },
      },
    ],
  };
}
