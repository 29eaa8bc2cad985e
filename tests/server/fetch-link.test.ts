import { ORPCError } from "@orpc/client";
import { expect, test } from "vitest";
import { makeClient } from "@/lib/client/api";
import { toApiError } from "@/lib/client/api-error";

const ID = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

/** A client whose requests are kept, and answered with one body. */
function clientAnswering(body: unknown, status = 200) {
  const requests: Request[] = [];
  const client = makeClient({
    baseUrl: () => "https://api.test/v1",
    fetch: async (request) => {
      requests.push(request);
      return typeof body === "string"
        ? new Response(body, { status })
        : Response.json(body, { status });
    },
  });
  return { client, requests };
}

test("a read puts its input into path and query, and leaves out what is undefined", async () => {
  const { client, requests } = clientAnswering({ items: [], nextCursor: null });
  await client.models.list({ kind: "lora", cursor: undefined, limit: 5 });
  await client.models.get({ id: ID });
  expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
    "GET https://api.test/v1/models?kind=lora&limit=5",
    `GET https://api.test/v1/models/${ID}`,
  ]);
});

test("a write sends JSON without its path parameters, and its idempotency key", async () => {
  const { client, requests } = clientAnswering({ parts: [], expiresAt: "" });
  await client.models.signParts(
    { id: ID, partNumbers: [1, 2] },
    { context: { idempotencyKey: "key" } },
  );
  const [request] = requests;
  expect(request?.url).toBe(`https://api.test/v1/models/${ID}/upload/parts`);
  expect(await request?.json()).toEqual({ partNumbers: [1, 2] });
  expect(request?.headers.get("idempotency-key")).toBe("key");
  expect(request?.headers.get("content-type")).toBe("application/json");
});

test("an id cannot leave its place in the path", async () => {
  const { client, requests } = clientAnswering({});
  await client.models.delete({ id: "../team/me?x=1#y" });
  expect(requests[0]?.url).toBe("https://api.test/v1/models/..%2Fteam%2Fme%3Fx%3D1%23y");
});

test("an error of the contract is thrown with its code, fields and request id", async () => {
  const fields = [{ path: "name", message: "Give the model a name." }];
  const { client } = clientAnswering(
    {
      defined: true,
      code: "invalid_input",
      status: 400,
      message: "Give the model a name.",
      data: { fields, requestId: "r-1" },
    },
    400,
  );
  const error = await client.models.list({}).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ORPCError);
  expect(toApiError(error)).toEqual({
    code: "invalid_input",
    message: "Give the model a name.",
    fields,
    requestId: "r-1",
    retryAfterSeconds: undefined,
  });
});

// A proxy's HTML or a cut-off answer must not be taken for data, and has no sentence of its own.
test.each([
  ["<html>Bad gateway</html>", 502],
  ["", 200],
  ['{"message":"Forbidden"}', 403],
])("an answer that is not the API's is `unavailable`: %s", async (body, status) => {
  const { client } = clientAnswering(body, status);
  const error = await client.health.get().catch((thrown: unknown) => thrown);
  expect(toApiError(error)).toMatchObject({ code: "unavailable", message: "" });
});

test("no answer at all is `unavailable`, a mistake of ours is `internal`", () => {
  expect(toApiError(new TypeError("fetch failed")).code).toBe("unavailable");
  expect(toApiError(new Error("bug")).code).toBe("internal");
});
