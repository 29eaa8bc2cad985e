import { createORPCClient, isDefinedError, safe } from "@orpc/client";
import type { ContractRouterClient } from "@orpc/contract";
import { OpenAPILink } from "@orpc/openapi-client/fetch";
import { expect, test } from "vitest";
import { handler } from "@/infrastructure/models/api.lambda";
import { ASSERTION_HEADER } from "@/lib/contract/assertion";
import { contract } from "@/lib/contract/contract";
import { openMiddleware } from "@/tests/support/middleware";
import { CONNECTION, toEvent } from "@/tests/support/proxy-event";
import { signTestAssertion } from "@/tests/support/signed-assertion";

const middleware = openMiddleware();

/** The models function, reached as the contract's own client reaches it over HTTP. */
async function answerRequest(request: Request): Promise<Response> {
  const { pathname, search, searchParams: query } = new URL(request.url);
  const path = pathname.replace(/^\/prod/, "");
  const { method } = request;
  const body = await request.text();
  const asserted = { connection: CONNECTION, method, path: path + search, body };
  const actor = middleware().actor("artist");
  const assertion = await signTestAssertion(middleware().token, actor, asserted);
  const event = toEvent({ method, path, query, body }, { [ASSERTION_HEADER]: assertion });
  const result = await handler(event);
  return new Response(result.body, {
    status: result.statusCode,
    headers: result.headers as Record<string, string>,
  });
}

const link = new OpenAPILink(contract, { url: `${CONNECTION}/v1`, fetch: answerRequest });
const client: ContractRouterClient<typeof contract> = createORPCClient(link);

test("the contract's client reads what the middleware answers", async () => {
  const { model } = await client.models.create({
    name: "From a client",
    fileName: "a.safetensors",
    sizeBytes: 1000,
  });
  const page = await client.models.list({ kind: "checkpoint", limit: 10 });
  expect(page.items.map(({ id }) => id)).toEqual([model.id]);
});

test("errors reach the client as the contract declares them, with their data", async () => {
  const { error } = await safe(client.models.get({ id: "no id" }));
  if (!isDefinedError(error) || error.code !== "invalid_input") throw error;
  expect(error.status).toBe(400);
  expect(error.data.fields).toEqual([{ path: "id", message: "This is not an id." }]);
});
