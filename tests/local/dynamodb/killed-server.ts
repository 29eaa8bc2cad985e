import { startDynamoDb } from "@/infrastructure/local/dynamodb/server";
import { CREDENTIALS } from "@/tests/local/dynamodb/test-server";

/** Runs the server in a process of its own, so that a test can kill it. */
const { url } = await startDynamoDb({ dataDir: process.argv[2]!, credentials: CREDENTIALS });
process.send?.(url);
