import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** Counts the requests that a client sends, retries left out. */
export function countCalls(client: DynamoDBDocumentClient) {
  const calls: string[] = [];
  client.middlewareStack.add(
    (next, context) => (request) => {
      calls.push(String(context.commandName));
      return next(request);
    },
    { step: "initialize", name: "countCalls" },
  );
  /** The commands that the work has sent. */
  return async function during(work: () => Promise<unknown>): Promise<string[]> {
    calls.length = 0;
    await work();
    return [...calls];
  };
}
