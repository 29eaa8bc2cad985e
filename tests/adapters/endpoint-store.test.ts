import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createStores, type Stores } from "@/infrastructure/adapters/dynamodb/stores";
import { endpointKeys } from "@/infrastructure/storage/keys";
import { clouds, openTestTable, type TestTable } from "./support/clouds";
import { endpoint } from "./support/rows";

describe.each(clouds)("endpoints on $name", (cloud) => {
  let table: TestTable;
  let stores: Stores;

  beforeAll(async () => {
    table = await openTestTable(cloud);
    stores = createStores({ ...table, now: () => new Date() });
  });
  afterAll(() => table.close());

  it("keeps every field and finds by id and by name", async () => {
    const row = endpoint({ name: "This computer" });
    expect(await stores.endpoints.create(row)).toBe(true);
    expect(await stores.endpoints.find(row.id)).toEqual(row);
    expect(await stores.endpoints.findByName("THIS computer")).toEqual(row);
    expect(await stores.endpoints.findByName("Elsewhere")).toBeUndefined();
    expect(await stores.endpoints.create(endpoint({ name: "this Computer" }))).toBe(false);
  });

  it("lists newest first and updates only the version that was read", async () => {
    const [older, newer] = [endpoint(), endpoint()];
    await stores.endpoints.create(older);
    await stores.endpoints.create(newer);
    const page = await stores.endpoints.list({ limit: 2 });
    expect(page.rows).toEqual([newer, older]);
    expect(await stores.endpoints.update(newer)).toEqual({ ...newer, version: 2 });
    expect(await stores.endpoints.update(newer)).toBeUndefined();
  });

  it("holds endpoints in the open index until they are settled", async () => {
    const openIds = async () => {
      const { Items = [] } = await table.client.send(
        new QueryCommand({
          TableName: table.tableName,
          IndexName: "gsi3",
          KeyConditionExpression: "gsi3pk = :open",
          ExpressionAttributeValues: { ":open": endpointKeys.open },
        }),
      );
      return Items.map(({ id }) => id);
    };
    const row = endpoint({ state: "creating" });
    await stores.endpoints.create(row);
    expect(await openIds()).toEqual([row.id]);
    await stores.endpoints.update({ ...row, state: "in_service" });
    expect(await openIds()).toEqual([]);
  });
});
