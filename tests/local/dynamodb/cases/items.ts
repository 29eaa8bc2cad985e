import assert from "node:assert/strict";
import {
  type ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { DeleteCommand, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import {
  API_REFERENCE,
  type ConformanceCase,
  DEVELOPER_GUIDE,
  refusal,
} from "@/tests/local/dynamodb/conformance-case";

const Key = { pk: "a", sk: "1" };

export const itemCases: ConformanceCase[] = [
  {
    name: "GetItem returns every type as it was put",
    source: `${DEVELOPER_GUIDE}/HowItWorks.NamingRulesDataTypes.html`,
    async run({ client, createTable }) {
      const TableName = await createTable();
      const Item = {
        pk: { S: "a" },
        sk: { S: "1" },
        text: { S: "grüße" },
        number: { N: "-12.5" },
        bytes: { B: new Uint8Array([0, 255, 7]) },
        yes: { BOOL: true },
        nothing: { NULL: true },
        texts: { SS: ["x", "y"] },
        numbers: { NS: ["1", "2"] },
        list: { L: [{ S: "x" }, { M: { deep: { N: "1" } } }] },
        map: { M: {} },
        empty: { S: "" },
      };
      await client.send(new PutItemCommand({ TableName, Item }));
      const found = await client.send(
        new GetItemCommand({ TableName, Key: { pk: Item.pk, sk: Item.sk } }),
      );
      assert.deepEqual(found.Item, Item);
    },
  },
  {
    name: "GetItem of an absent item has no Item",
    source: `${API_REFERENCE}/API_GetItem.html`,
    async run({ documents, createTable }) {
      const TableName = await createTable();
      const found = await documents.send(new GetCommand({ TableName, Key }));
      assert.equal(found.Item, undefined);
    },
  },
  {
    name: "GetItem projects nested attributes",
    source: `${DEVELOPER_GUIDE}/Expressions.ProjectionExpressions.html`,
    async run({ documents, createTable }) {
      const TableName = await createTable();
      const Item = { ...Key, name: "n", deep: { list: [1, 2, 3], other: 1 } };
      await documents.send(new PutCommand({ TableName, Item }));
      const ProjectionExpression = "#name, deep.#list[1]";
      const ExpressionAttributeNames = { "#name": "name", "#list": "list" };
      const found = await documents.send(
        new GetCommand({ TableName, Key, ProjectionExpression, ExpressionAttributeNames }),
      );
      assert.deepEqual(found.Item, { name: "n", deep: { list: [2] } });
    },
  },
  {
    name: "PutItem replaces the whole item and returns the old one",
    source: `${API_REFERENCE}/API_PutItem.html`,
    async run({ documents, createTable }) {
      const TableName = await createTable();
      await documents.send(new PutCommand({ TableName, Item: { ...Key, old: 1 } }));
      const put = await documents.send(
        new PutCommand({ TableName, Item: { ...Key, new: 2 }, ReturnValues: "ALL_OLD" }),
      );
      assert.deepEqual(put.Attributes, { ...Key, old: 1 });
      const found = await documents.send(new GetCommand({ TableName, Key }));
      assert.deepEqual(found.Item, { ...Key, new: 2 });
    },
  },
  {
    name: "a failed condition leaves the item alone",
    source: `${DEVELOPER_GUIDE}/Expressions.ConditionExpressions.html`,
    async run({ documents, createTable }) {
      const TableName = await createTable();
      await documents.send(new PutCommand({ TableName, Item: { ...Key, version: 1 } }));
      const error = await refusal(
        documents.send(
          new PutCommand({
            TableName,
            Item: { ...Key, version: 2 },
            ConditionExpression: "attribute_not_exists(pk)",
          }),
        ),
        "ConditionalCheckFailedException",
      );
      assert.equal(error.message, "The conditional request failed");
      const found = await documents.send(new GetCommand({ TableName, Key }));
      assert.equal(found.Item?.version, 1);
    },
  },
  {
    name: "ReturnValuesOnConditionCheckFailure returns the item that was there",
    source: `${API_REFERENCE}/API_PutItem.html#DDB-PutItem-request-ReturnValuesOnConditionCheckFailure`,
    async run({ client, documents, createTable }) {
      const TableName = await createTable();
      await documents.send(new PutCommand({ TableName, Item: { ...Key, version: 1 } }));
      const error = await refusal<ConditionalCheckFailedException>(
        client.send(
          new PutItemCommand({
            TableName,
            Item: { pk: { S: "a" }, sk: { S: "1" } },
            ConditionExpression: "version = :v",
            ExpressionAttributeValues: { ":v": { N: "7" } },
            ReturnValuesOnConditionCheckFailure: "ALL_OLD",
          }),
        ),
        "ConditionalCheckFailedException",
      );
      assert.deepEqual(error.Item, { pk: { S: "a" }, sk: { S: "1" }, version: { N: "1" } });
    },
  },
  {
    name: "DeleteItem returns the old item and is idempotent",
    source: `${API_REFERENCE}/API_DeleteItem.html`,
    async run({ documents, createTable }) {
      const TableName = await createTable();
      await documents.send(new PutCommand({ TableName, Item: { ...Key, n: 1 } }));
      const remove = () =>
        documents.send(new DeleteCommand({ TableName, Key, ReturnValues: "ALL_OLD" }));
      assert.deepEqual((await remove()).Attributes, { ...Key, n: 1 });
      assert.equal((await remove()).Attributes, undefined);
    },
  },
  {
    name: "numbers keep 38 digits; more are refused",
    source: `${DEVELOPER_GUIDE}/HowItWorks.NamingRulesDataTypes.html#HowItWorks.DataTypes.Number`,
    async run({ client, createTable }) {
      const TableName = await createTable();
      const put = (digits: string) =>
        client.send(
          new PutItemCommand({
            TableName,
            Item: { pk: { S: "a" }, sk: { S: "1" }, n: { N: digits } },
          }),
        );
      const longest = "1".repeat(38);
      await put(longest);
      const found = await client.send(
        new GetItemCommand({ TableName, Key: { pk: { S: "a" }, sk: { S: "1" } } }),
      );
      assert.equal(found.Item?.n?.N, longest);
      await refusal(put("1".repeat(39)), "ValidationException");
    },
  },
  {
    name: "an item over 400 KB is refused, counted in UTF-8 bytes",
    source: `${DEVELOPER_GUIDE}/Constraints.html#limits-items`,
    async run({ documents, createTable }) {
      const TableName = await createTable();
      const put = (text: string) =>
        documents.send(new PutCommand({ TableName, Item: { ...Key, text } }));
      await put("x".repeat(399 * 1024));
      await refusal(put("x".repeat(400 * 1024)), "ValidationException");
      await refusal(put("ü".repeat(201 * 1024)), "ValidationException");
    },
  },
  {
    name: "a reserved word needs a placeholder",
    source: `${DEVELOPER_GUIDE}/ReservedWords.html`,
    async run({ documents, createTable }) {
      const TableName = await createTable();
      const ProjectionExpression = "status";
      const error = await refusal(
        documents.send(new GetCommand({ TableName, Key, ProjectionExpression })),
        "ValidationException",
      );
      assert.match(error.message, /reserved keyword.*status/);
    },
  },
  {
    name: "a key of another type than the schema's is refused",
    source: `${API_REFERENCE}/API_GetItem.html#DDB-GetItem-request-Key`,
    async run({ documents, createTable }) {
      const TableName = await createTable();
      await refusal(
        documents.send(new GetCommand({ TableName, Key: { pk: 1, sk: "1" } })),
        "ValidationException",
      );
      await refusal(
        documents.send(new GetCommand({ TableName, Key: { pk: "a" } })),
        "ValidationException",
      );
    },
  },
];
