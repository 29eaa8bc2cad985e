import assert from "node:assert/strict";
import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import {
  API_REFERENCE,
  type ConformanceCase,
  DEVELOPER_GUIDE,
  refusal,
} from "@/tests/local/dynamodb/conformance-case";

export const accessCases: ConformanceCase[] = [
  {
    name: "a wrong secret and an unknown key are refused",
    source: `${API_REFERENCE}/CommonErrors.html`,
    async run({ client }) {
      const { accessKeyId, secretAccessKey } = await client.config.credentials();
      const attempt = async (credentials: { accessKeyId: string; secretAccessKey: string }) => {
        const stranger = new DynamoDBClient({
          endpoint: await endpointOf(client),
          region: await client.config.region(),
          credentials,
        });
        return stranger.send(new ListTablesCommand({})).finally(() => stranger.destroy());
      };
      await refusal(
        attempt({ accessKeyId, secretAccessKey: "wrong" }),
        "InvalidSignatureException",
      );
      await refusal(
        attempt({ accessKeyId: "AKIDUNKNOWN", secretAccessKey }),
        "UnrecognizedClientException",
      );
    },
  },
  {
    name: "a request without a signature is refused",
    source: `${DEVELOPER_GUIDE}/Programming.Errors.html`,
    async run({ client }) {
      const error = await post(await endpointOf(client), "DynamoDB_20120810.ListTables");
      assert.equal(error.status, 400);
      assert.match(error.type, /#MissingAuthenticationTokenException$/);
    },
  },
];

async function endpointOf(client: DynamoDBClient): Promise<string> {
  const { protocol, hostname, port } = await client.config.endpoint!();
  return `${protocol}//${hostname}:${port}`;
}

async function post(url: string, target: string) {
  const headers = { "content-type": "application/x-amz-json-1.0", "x-amz-target": target };
  const response = await fetch(url, { method: "POST", headers, body: "{}" });
  const { __type: type } = (await response.json()) as { __type: string };
  return { status: response.status, type };
}
