import { afterAll, beforeAll, describe, test } from "vitest";
import { itemCases } from "@/tests/local/dynamodb/cases/items";
import { queryCases } from "@/tests/local/dynamodb/cases/queries";
import { tableCases } from "@/tests/local/dynamodb/cases/tables";
import { transactionCases } from "@/tests/local/dynamodb/cases/transactions";
import { type Endpoint, toEndpoint } from "@/tests/local/dynamodb/conformance-case";
import { startTestServer, type TestServer } from "@/tests/local/dynamodb/test-server";

const SUITES = {
  items: itemCases,
  queries: queryCases,
  transactions: transactionCases,
  tables: tableCases,
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
