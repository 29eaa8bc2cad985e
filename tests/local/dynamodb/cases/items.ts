import assert from "node:assert/strict";
import {
  type ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
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
    name: "conditions know size, contains, begins_with, IN, BETWEEN, NOT and attribute_type",
    source: `${DEVELOPER_GUIDE}/Expressions.OperatorsAndFunctions.html`,
    async run({ documents, createTable }) {
      const TableName = await createTable();
      const Item = { ...Key, text: "portrait", tags: ["red", "blue"], steps: 20 };
      await documents.send(new PutCommand({ TableName, Item }));
      await documents.send(
        new UpdateCommand({
          TableName,
          Key,
          UpdateExpression: "SET ok = :yes",
          ConditionExpression:
            "size(#text) = :eight AND contains(tags, :red) AND begins_with(#text, :port) AND steps IN (:one, :twenty) AND steps BETWEEN :one AND :twenty AND NOT attribute_type(steps, :s)",
          ExpressionAttributeNames: { "#text": "text" },
          ExpressionAttributeValues: {
            ":yes": true,
            ":eight": 8,
            ":red": "red",
            ":port": "port",
            ":one": 1,
            ":twenty": 20,
            ":s": "S",
          },
        }),
      );
    },
  },
  {
    name: "UpdateItem knows SET arithmetic, if_not_exists, list_append, REMOVE, ADD and DELETE",
    source: `${DEVELOPER_GUIDE}/Expressions.UpdateExpressions.html`,
    async run({ documents, createTable }) {
      const TableName = await createTable();
      const Item = { ...Key, n: 1, list: [1], gone: 1, tags: new Set(["a", "b"]) };
      await documents.send(new PutCommand({ TableName, Item }));
      const updated = await documents.send(
        new UpdateCommand({
          TableName,
          Key,
          UpdateExpression:
            "SET n = n + :two, #list = list_append(#list, :more), born = if_not_exists(born, :two) REMOVE gone ADD hits :two DELETE tags :a",
          ExpressionAttributeNames: { "#list": "list" },
          ExpressionAttributeValues: { ":two": 2, ":more": [9], ":a": new Set(["a"]) },
          ReturnValues: "ALL_NEW",
        }),
      );
      const expected = { ...Key, n: 3, list: [1, 9], born: 2, hits: 2, tags: new Set(["b"]) };
      assert.deepEqual(updated.Attributes, expected);
    },
  },
  {
    name: "UpdateItem creates an absent item",
    source: `${API_REFERENCE}/API_UpdateItem.html`,
    async run({ documents, createTable }) {
      const TableName = await createTable();
      const UpdateExpression = "SET n = :n";
      const ExpressionAttributeValues = { ":n": 1 };
      await documents.send(
        new UpdateCommand({ TableName, Key, UpdateExpression, ExpressionAttributeValues }),
      );
      const found = await documents.send(new GetCommand({ TableName, Key }));
      assert.deepEqual(found.Item, { ...Key, n: 1 });
    },
  },
  {
    name: "UpdateItem returns only what changed",
    source: `${API_REFERENCE}/API_UpdateItem.html#DDB-UpdateItem-request-ReturnValues`,
    async run({ documents, createTable }) {
      const TableName = await createTable();
      await documents.send(new PutCommand({ TableName, Item: { ...Key, n: 1, other: 1 } }));
      const update = (ReturnValues: "UPDATED_OLD" | "UPDATED_NEW") =>
        documents.send(
          new UpdateCommand({
            TableName,
            Key,
            UpdateExpression: "ADD n :one",
            ExpressionAttributeValues: { ":one": 1 },
            ReturnValues,
          }),
        );
      assert.deepEqual((await update("UPDATED_OLD")).Attributes, { n: 1 });
      assert.deepEqual((await update("UPDATED_NEW")).Attributes, { n: 3 });
    },
  },
  {
    name: "UpdateItem refuses to change a key attribute",
    source: `${API_REFERENCE}/API_UpdateItem.html#DDB-UpdateItem-request-AttributeUpdates`,
    async run({ documents, createTable }) {
      const TableName = await createTable();
      const UpdateExpression = "SET sk = :other";
      const ExpressionAttributeValues = { ":other": "2" };
      await refusal(
        documents.send(
          new UpdateCommand({ TableName, Key, UpdateExpression, ExpressionAttributeValues }),
        ),
        "ValidationException",
      );
    },
  },
  {
    name: "a nested path whose parent is absent is refused",
    source: `${DEVELOPER_GUIDE}/Expressions.UpdateExpressions.html#Expressions.UpdateExpressions.SET`,
    async run({ documents, createTable }) {
      const TableName = await createTable();
      await documents.send(new PutCommand({ TableName, Item: Key }));
      const UpdateExpression = "SET deep.inside = :n";
      const ExpressionAttributeValues = { ":n": 1 };
      await refusal(
        documents.send(
          new UpdateCommand({ TableName, Key, UpdateExpression, ExpressionAttributeValues }),
        ),
        "ValidationException",
      );
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
    name: "an unused placeholder is refused",
    source: `${DEVELOPER_GUIDE}/Expressions.ExpressionAttributeNames.html`,
    async run({ documents, createTable }) {
      const TableName = await createTable();
      await refusal(
        documents.send(
          new UpdateCommand({
            TableName,
            Key,
            UpdateExpression: "SET n = :n",
            ExpressionAttributeValues: { ":n": 1, ":unused": 2 },
          }),
        ),
        "ValidationException",
      );
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
  {
    name: "BatchWriteItem puts and deletes; BatchGetItem finds what is there",
    source: `${API_REFERENCE}/API_BatchWriteItem.html`,
    async run({ documents, createTable }) {
      const TableName = await createTable();
      const item = (n: number) => ({ pk: "a", sk: String(n), owner: "o", createdAt: n });
      await documents.send(new PutCommand({ TableName, Item: item(0) }));
      const puts = [1, 2, 3].map((n) => ({ PutRequest: { Item: item(n) } }));
      const deletion = { DeleteRequest: { Key: { pk: "a", sk: "0" } } };
      const written = await documents.send(
        new BatchWriteCommand({ RequestItems: { [TableName]: [...puts, deletion] } }),
      );
      assert.deepEqual(written.UnprocessedItems, {});
      const Keys = [0, 1, 2, 3].map((n) => ({ pk: "a", sk: String(n) }));
      const found = await documents.send(
        new BatchGetCommand({ RequestItems: { [TableName]: { Keys } } }),
      );
      const sortKeys = found.Responses?.[TableName]?.map((it) => it.sk).sort();
      assert.deepEqual(sortKeys, ["1", "2", "3"]);
      const indexed = await documents.send(
        new QueryCommand({
          TableName,
          IndexName: "byOwner",
          KeyConditionExpression: "#owner = :o",
          ExpressionAttributeNames: { "#owner": "owner" },
          ExpressionAttributeValues: { ":o": "o" },
        }),
      );
      assert.equal(indexed.Count, 3);
    },
  },
  {
    name: "BatchWriteItem refuses duplicates and more than 25 writes",
    source: `${API_REFERENCE}/API_BatchWriteItem.html`,
    async run({ documents, createTable }) {
      const TableName = await createTable();
      const write = (sortKeys: string[]) =>
        documents.send(
          new BatchWriteCommand({
            RequestItems: {
              [TableName]: sortKeys.map((sk) => ({ PutRequest: { Item: { pk: "a", sk } } })),
            },
          }),
        );
      await refusal(write(["1", "1"]), "ValidationException");
      await refusal(write(Array.from({ length: 26 }, (_, n) => String(n))), "ValidationException");
    },
  },
  {
    name: "BatchGetItem hands back keys beyond 16 MB as UnprocessedKeys",
    source: `${API_REFERENCE}/API_BatchGetItem.html`,
    async run({ documents, createTable }) {
      const TableName = await createTable();
      const text = "x".repeat(390 * 1024);
      const Keys = Array.from({ length: 43 }, (_, n) => ({ pk: "a", sk: String(n) }));
      for (const key of Keys) {
        await documents.send(new PutCommand({ TableName, Item: { ...key, text } }));
      }
      const found = await documents.send(
        new BatchGetCommand({ RequestItems: { [TableName]: { Keys } } }),
      );
      const returned = found.Responses?.[TableName]?.length ?? 0;
      const left = found.UnprocessedKeys?.[TableName]?.Keys?.length ?? 0;
      assert.ok(left > 0 && returned > 0);
      assert.equal(returned + left, Keys.length);
    },
  },
];
