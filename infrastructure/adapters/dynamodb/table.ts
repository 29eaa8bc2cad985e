import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
  type UpdateCommandInput,
} from "@aws-sdk/lib-dynamodb";
import { Refusal } from "@/lib/rules/refusal";
import { failedConditions, isConditionFailure, isContention, tableFailure } from "./failures";

// A type, not an interface: the SDK takes keys as records.
export type Key = { pk: string; sk: string };
export type Item = Record<string, unknown>;

export interface Condition {
  ConditionExpression: string;
  ExpressionAttributeValues?: Item;
}

type Writes = NonNullable<TransactWriteCommandInput["TransactItems"]>;
export type Write = Writes[number];
type Unnamed<Input> = Omit<Input, "TableName">;

/** DynamoDB's own limits. */
const WRITES_PER_BATCH_MAX = 25;
const TRIES_MAX = 5;

const pause = (milliseconds: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
/** 20, 40, 80 ms … plus as much again by chance, so that two writers do not meet again. */
const pauseBefore = (attempt: number) => pause(20 * 2 ** attempt * (1 + Math.random()));

/**
 * The table's operations in the words of the stores. Reads are consistent unless they go through
 * an index. Throttling, contention, 5xx and a dead network end in Refusal unavailable.
 */
export class Table {
  constructor(
    private readonly client: DynamoDBDocumentClient,
    readonly name: string,
  ) {}

  async get(key: Key): Promise<Item | undefined> {
    const command = new GetCommand({ TableName: this.name, Key: key, ConsistentRead: true });
    return (await this.attempt(() => this.client.send(command))).Item;
  }

  /** The items that exist among the keys, in no order, in one call. */
  async getAll(keys: Key[]): Promise<Item[]> {
    const items: Item[] = [];
    let wanted: Item[] = keys;
    for (let attempt = 0; attempt < TRIES_MAX; attempt += 1) {
      const command = new BatchGetCommand({
        RequestItems: { [this.name]: { Keys: wanted, ConsistentRead: true } },
      });
      const answer = await this.attempt(() => this.client.send(command));
      items.push(...(answer.Responses?.[this.name] ?? []));
      wanted = answer.UnprocessedKeys?.[this.name]?.Keys ?? [];
      if (wanted.length === 0) return items;
      await pauseBefore(attempt);
    }
    throw unprocessed("BatchGetItem");
  }

  /** False when the condition does not hold. */
  put(item: Item, condition?: Condition): Promise<boolean> {
    const command = new PutCommand({ TableName: this.name, Item: item, ...condition });
    return this.conditional(() => this.client.send(command));
  }

  /** False when the condition does not hold. */
  delete(key: Key, condition?: Condition): Promise<boolean> {
    const command = new DeleteCommand({ TableName: this.name, Key: key, ...condition });
    return this.conditional(() => this.client.send(command));
  }

  /** The attributes after the update, or undefined when the condition does not hold. */
  async update(input: Unnamed<UpdateCommandInput>): Promise<Item | undefined> {
    const command = new UpdateCommand({
      TableName: this.name,
      ReturnValues: "ALL_NEW",
      ...input,
    });
    let attributes: Item | undefined;
    await this.conditional(async () => {
      attributes = (await this.client.send(command)).Attributes;
    });
    return attributes;
  }

  /**
   * Write everything or nothing.
   *
   * @returns undefined when written, else which writes failed their condition, in their order
   */
  async transact(writes: Write[]): Promise<boolean[] | undefined> {
    const command = new TransactWriteCommand({ TransactItems: writes });
    try {
      await this.attempt(() => this.client.send(command));
      return undefined;
    } catch (error) {
      const failed = failedConditions(error);
      if (failed) return failed;
      throw error;
    }
  }

  /** Write or remove any number of items, without order and condition; repeating is safe. */
  async writeAll(requests: ({ put: Item } | { delete: Key })[]): Promise<void> {
    const wire = requests.map((request) =>
      "put" in request
        ? { PutRequest: { Item: request.put } }
        : { DeleteRequest: { Key: request.delete } },
    );
    for (let begin = 0; begin < wire.length; begin += WRITES_PER_BATCH_MAX) {
      await this.writeBatch(wire.slice(begin, begin + WRITES_PER_BATCH_MAX));
    }
  }

  /** Pages of a query as DynamoDB cuts them: at the limit or after 1 MB of read data. */
  async *query(
    input: Unnamed<QueryCommandInput>,
  ): AsyncGenerator<{ items: Item[]; count: number }> {
    let ExclusiveStartKey: Item | undefined;
    do {
      const command = new QueryCommand({ TableName: this.name, ...input, ExclusiveStartKey });
      const answer = await this.attempt(() => this.client.send(command));
      yield { items: answer.Items ?? [], count: answer.Count ?? 0 };
      ExclusiveStartKey = answer.LastEvaluatedKey;
    } while (ExclusiveStartKey);
  }

  private async writeBatch(batch: BatchWriteRequests): Promise<void> {
    let waiting = batch;
    for (let attempt = 0; attempt < TRIES_MAX; attempt += 1) {
      const command = new BatchWriteCommand({ RequestItems: { [this.name]: waiting } });
      const answer = await this.attempt(() => this.client.send(command));
      waiting = answer.UnprocessedItems?.[this.name] ?? [];
      if (waiting.length === 0) return;
      await pauseBefore(attempt);
    }
    throw unprocessed("BatchWriteItem");
  }

  private async conditional(send: () => Promise<unknown>): Promise<boolean> {
    try {
      await this.attempt(send);
      return true;
    } catch (error) {
      if (isConditionFailure(error)) return false;
      throw error;
    }
  }

  private async attempt<Answer>(send: () => Promise<Answer>): Promise<Answer> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await send();
      } catch (error) {
        if (!isContention(error) || attempt === TRIES_MAX) throw tableFailure(error);
        await pauseBefore(attempt);
      }
    }
  }
}

type BatchWriteRequests = NonNullable<
  ConstructorParameters<typeof BatchWriteCommand>[0]["RequestItems"]
>[string];

const unprocessed = (operation: string) =>
  new Refusal("unavailable", {}, { internal: `DynamoDB left items of ${operation} unprocessed` });
