import { DeleteTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Cloud } from "@/infrastructure/local/cloud";
import { NAMES } from "@/infrastructure/local/environment";
import { provisionTable } from "@/infrastructure/local/provision";

/** Make the table of this process's cloud anew. */
export async function emptyTable({ environment }: Cloud): Promise<void> {
  const place = {
    endpoint: environment.AWS_ENDPOINT_URL_DYNAMODB!,
    region: environment.AWS_REGION!,
    credentials: {
      accessKeyId: environment.AWS_ACCESS_KEY_ID!,
      secretAccessKey: environment.AWS_SECRET_ACCESS_KEY!,
    },
  };
  const client = new DynamoDBClient(place);
  try {
    await client.send(new DeleteTableCommand({ TableName: NAMES.table }));
    await provisionTable(place, NAMES.table);
  } finally {
    client.destroy();
  }
}
