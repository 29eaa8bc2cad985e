import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import {
  GetCommand,
  PutCommand,
  TransactGetCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from "@aws-sdk/lib-dynamodb";
import {
  API_REFERENCE,
  type ConformanceCase,
  DEVELOPER_GUIDE,
  type Endpoint,
  refusal,
} from "@/tests/local/dynamodb/conformance-case";

const key = (sk: string) => ({ pk: "a", sk });

function transact(
  { documents }: Endpoint,
  TransactItems: TransactWriteCommandInput["TransactItems"],
  more: Partial<TransactWriteCommandInput> = {},
) {
  return documents.send(new TransactWriteCommand({ TransactItems, ...more }));
}

async function versionOf({ documents }: Endpoint, TableName: string, sk: string) {
  return (await documents.send(new GetCommand({ TableName, Key: key(sk) }))).Item?.version;
}

export const transactionCases: ConformanceCase[] = [
  {
    name: "TransactWriteItems puts, updates, deletes and checks together",
    source: `${API_REFERENCE}/API_TransactWriteItems.html`,
    async run(endpoint) {
      const TableName = await endpoint.createTable();
      for (const sk of ["updated", "deleted", "checked"]) {
        const Item = { ...key(sk), version: 1 };
        await endpoint.documents.send(new PutCommand({ TableName, Item }));
      }
      await transact(endpoint, [
        { Put: { TableName, Item: { ...key("put"), version: 1 } } },
        {
          Update: {
            TableName,
            Key: key("updated"),
            UpdateExpression: "ADD version :one",
            ExpressionAttributeValues: { ":one": 1 },
          },
        },
        { Delete: { TableName, Key: key("deleted") } },
        {
          ConditionCheck: {
            TableName,
            Key: key("checked"),
            ConditionExpression: "version = :one",
            ExpressionAttributeValues: { ":one": 1 },
          },
        },
      ]);
      assert.equal(await versionOf(endpoint, TableName, "put"), 1);
      assert.equal(await versionOf(endpoint, TableName, "updated"), 2);
      assert.equal(await versionOf(endpoint, TableName, "deleted"), undefined);
      assert.equal(await versionOf(endpoint, TableName, "checked"), 1);
    },
  },
  {
    name: "a cancelled transaction writes nothing and says why for each action",
    source: `${API_REFERENCE}/API_TransactWriteItems.html#API_TransactWriteItems_Errors`,
    async run(endpoint) {
      const TableName = await endpoint.createTable();
      const Item = { ...key("there"), version: 1 };
      await endpoint.documents.send(new PutCommand({ TableName, Item }));
      const isNew = "attribute_not_exists(pk)";
      const error = await refusal<TransactionCanceledException>(
        transact(endpoint, [
          { Put: { TableName, Item: key("new"), ConditionExpression: isNew } },
          {
            Put: {
              TableName,
              Item: key("there"),
              ConditionExpression: isNew,
              ReturnValuesOnConditionCheckFailure: "ALL_OLD",
            },
          },
        ]),
        "TransactionCanceledException",
      );
      assert.match(error.message, /\[None, ConditionalCheckFailed\]$/);
      const [first, second] = error.CancellationReasons ?? [];
      assert.equal(first?.Code, "None");
      assert.equal(second?.Code, "ConditionalCheckFailed");
      assert.equal(second?.Message, "The conditional request failed");
      assert.equal(Number(second?.Item?.version?.N ?? second?.Item?.version), 1);
      assert.equal(
        (await endpoint.documents.send(new GetCommand({ TableName, Key: key("new") }))).Item,
        undefined,
      );
    },
  },
  {
    name: "a failed ConditionCheck cancels the writes beside it",
    source: `${API_REFERENCE}/API_ConditionCheck.html`,
    async run(endpoint) {
      const TableName = await endpoint.createTable();
      const ConditionExpression = "attribute_exists(pk)";
      await refusal(
        transact(endpoint, [
          { ConditionCheck: { TableName, Key: key("absent"), ConditionExpression } },
          { Put: { TableName, Item: { ...key("new"), version: 1 } } },
        ]),
        "TransactionCanceledException",
      );
      assert.equal(await versionOf(endpoint, TableName, "new"), undefined);
    },
  },
  {
    name: "two actions on one item are refused",
    source: `${API_REFERENCE}/API_TransactWriteItems.html`,
    async run(endpoint) {
      const TableName = await endpoint.createTable();
      await refusal(
        transact(endpoint, [
          { Put: { TableName, Item: key("1") } },
          { Delete: { TableName, Key: key("1") } },
        ]),
        "ValidationException",
      );
    },
  },
  {
    name: "more than 100 actions are refused",
    source: `${DEVELOPER_GUIDE}/transaction-apis.html`,
    async run(endpoint) {
      const TableName = await endpoint.createTable();
      const puts = (count: number) =>
        Array.from({ length: count }, (_, n) => ({ Put: { TableName, Item: key(String(n)) } }));
      await transact(endpoint, puts(100));
      await refusal(transact(endpoint, puts(101)), "ValidationException");
    },
  },
  {
    name: "a repeated ClientRequestToken writes once",
    source: `${DEVELOPER_GUIDE}/transaction-apis.html#transaction-apis-txwriteitems`,
    async run(endpoint) {
      const TableName = await endpoint.createTable();
      const ClientRequestToken = randomUUID();
      const add = (amount: number) =>
        transact(
          endpoint,
          [
            {
              Update: {
                TableName,
                Key: key("1"),
                UpdateExpression: "ADD version :n",
                ExpressionAttributeValues: { ":n": amount },
              },
            },
          ],
          { ClientRequestToken },
        );
      await add(1);
      await add(1);
      assert.equal(await versionOf(endpoint, TableName, "1"), 1);
      await refusal(add(2), "IdempotentParameterMismatchException");
    },
  },
  {
    name: "transactions consume twice the capacity and report it as write capacity",
    source: `${DEVELOPER_GUIDE}/transaction-apis.html#transaction-capacity-handling`,
    async run(endpoint) {
      const TableName = await endpoint.createTable();
      const put = await transact(endpoint, [{ Put: { TableName, Item: key("1") } }], {
        ReturnConsumedCapacity: "TOTAL",
      });
      const [written] = put.ConsumedCapacity ?? [];
      assert.equal(written?.CapacityUnits, 2);
      assert.equal(written?.WriteCapacityUnits, 2);
      const read = await endpoint.documents.send(
        new TransactGetCommand({
          TransactItems: [{ Get: { TableName, Key: key("1") } }],
          ReturnConsumedCapacity: "TOTAL",
        }),
      );
      assert.equal(read.ConsumedCapacity?.[0]?.ReadCapacityUnits, 2);
    },
  },
  {
    name: "TransactGetItems answers in the order of the request",
    source: `${API_REFERENCE}/API_TransactGetItems.html`,
    async run(endpoint) {
      const TableName = await endpoint.createTable();
      for (const sk of ["1", "2"]) {
        const Item = { ...key(sk), version: Number(sk) };
        await endpoint.documents.send(new PutCommand({ TableName, Item }));
      }
      const found = await endpoint.documents.send(
        new TransactGetCommand({
          TransactItems: ["2", "absent", "1"].map((sk) => ({ Get: { TableName, Key: key(sk) } })),
        }),
      );
      const versions = found.Responses?.map((it) => it.Item?.version);
      assert.deepEqual(versions, [2, undefined, 1]);
    },
  },
];
