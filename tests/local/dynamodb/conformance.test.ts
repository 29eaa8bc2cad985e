import { afterAll, beforeAll, describe, test } from "vitest";
import { accessCases } from "@/tests/local/dynamodb/cases/access";
import { batchCases } from "@/tests/local/dynamodb/cases/batches";
import { capacityCases } from "@/tests/local/dynamodb/cases/capacity";
import { indexCases } from "@/tests/local/dynamodb/cases/indexes";
import { itemCases } from "@/tests/local/dynamodb/cases/items";
import { queryCases } from "@/tests/local/dynamodb/cases/queries";
import { tableCases } from "@/tests/local/dynamodb/cases/tables";
import { transactionCases } from "@/tests/local/dynamodb/cases/transactions";
import { updateCases } from "@/tests/local/dynamodb/cases/updates";
import { type Endpoint, toEndpoint } from "@/tests/local/dynamodb/conformance-case";
import { startTestServer, type TestServer } from "@/tests/local/dynamodb/test-server";

const SUITES = {
  items: itemCases,
  updates: updateCases,
  batches: batchCases,
  queries: queryCases,
  indexes: indexCases,
  transactions: transactionCases,
  tables: tableCases,
  capacity: capacityCases,
  access: accessCases,
};

let server: TestServer;
let endpoint: Endpoint;

beforeAll(async () => {
  server = await startTestServer();
  endpoint = toEndpoint(server.client);
});

afterAll(() => server.stop());

describe.each(Object.entries(SUITES))("%s", (_subject, cases) => {
  test.each(cases)("$name ($source)", ({ run }) => run(endpoint));
});
