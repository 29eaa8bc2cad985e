import assert from "node:assert/strict";
import { GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import {
  API_REFERENCE,
  type ConformanceCase,
  DEVELOPER_GUIDE,
  refusal,
} from "@/tests/local/dynamodb/conformance-case";

const Key = { pk: "a", sk: "1" };

export const updateCases: ConformanceCase[] = [
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
];
