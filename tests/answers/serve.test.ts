import { expect, test } from "vitest";
import { serve } from "@/infrastructure/runtime/serve";
import { ASSERTION_HEADER } from "@/lib/contract/assertion";
import { Refusal } from "@/lib/rules/refusal";
import {
  expectError,
  expectInvalid,
  openMiddleware,
  operationNamed,
  toAnswer,
} from "@/tests/support/middleware";
import { CONNECTION, encodeCall, pathAndQuery, toEvent } from "@/tests/support/proxy-event";
import { signTestAssertion } from "@/tests/support/signed-assertion";

const middleware = openMiddleware();

/** Send a body just as it is, with an assertion that fits it. */
async function sendBody(body: string, base64 = false) {
  const operation = operationNamed("models.create");
  const call = { ...encodeCall(operation), body };
  const { method, path } = call;
  const asserted = { connection: CONNECTION, method, path, body };
  const actor = middleware().actor("artist");
  const assertion = await signTestAssertion(middleware().token, actor, asserted);
  const sent = base64 ? { ...call, body: Buffer.from(body).toString("base64") } : call;
  const event = { ...toEvent(sent, { [ASSERTION_HEADER]: assertion }), isBase64Encoded: base64 };
  const { handler } = await import("@/infrastructure/models/api.lambda");
  return toAnswer(await handler(event));
}

const VALID = JSON.stringify({ name: "Plain", fileName: "a.safetensors", sizeBytes: 100 });

test("an address that the API does not have is not found", async () => {
  const operation = operationNamed("models.list");
  for (const path of ["/v1/models/a/b/c", "/v1/nothing", "/other", "/v1"]) {
    const call = { ...encodeCall(operation), path };
    expectError(await middleware().send(operation, call, {}), "not_found");
  }
});

test("a body that is no JSON is refused as such, NaN and Infinity among them", async () => {
  for (const body of ["{", "nonsense", '{"sizeBytes":NaN}', '{"sizeBytes":Infinity}', "'a'"]) {
    expectInvalid(await sendBody(body), "body");
  }
});

test("a body that is JSON but no object is refused", async () => {
  for (const body of ["[]", '"text"', "7", "null"]) expectInvalid(await sendBody(body), "body");
});

test("a body that is nested too deeply is refused before it is read", async () => {
  expectInvalid(await sendBody("[".repeat(50_000) + "]".repeat(50_000)), "body");
});

test("names that mean something to JavaScript are unknown fields like any other", async () => {
  for (const name of ["__proto__", "constructor"]) {
    expectInvalid(await sendBody(`${VALID.slice(0, -1)},"${name}":{"admin":true}}`), name);
  }
});

test("a body that API Gateway has put into Base64 is read", async () => {
  expect((await sendBody(VALID, true)).status).toBe(201);
});

test("the order and the spelling of query parameters do not matter to the assertion", async () => {
  const operation = operationNamed("inferences.list");
  const call = encodeCall(operation, { state: "open", limit: 5 });
  const asserted = {
    connection: CONNECTION,
    method: "GET",
    path: "/v1/inferences?limit=5&state=%6Fpen",
    body: "",
  };
  expect(pathAndQuery(call)).not.toBe(asserted.path);
  const actor = middleware().actor("artist");
  const assertion = await signTestAssertion(middleware().token, actor, asserted);
  const answer = await middleware().send(operation, call, { [ASSERTION_HEADER]: assertion });
  expect(answer.status).toBe(200);
});

/** The real `serve` around a use case that fails in a way of its own. */
async function failing(error: unknown) {
  const logged: unknown[] = [];
  const { ports } = middleware();
  const log = { ...ports.log, error: (_: string, fields?: object) => logged.push(fields) };
  const fail = () => Promise.reject(error);
  const handler = serve("health", { get: fail }, () => ({ ...ports, log }));
  const event = toEvent(encodeCall(operationNamed("health.get")), {});
  return { answer: toAnswer(await handler(event)), logged };
}

test("500: an unforeseen failure is logged with its cause and tells the caller nothing", async () => {
  const { answer, logged } = await failing(new Error("password=hunter2 in /srv/app.ts"));
  expectError(answer, "internal");
  expect(JSON.stringify(answer.body)).not.toMatch(/hunter2|srv/);
  expect(logged).toEqual([
    { requestId: answer.body.data.requestId, error: expect.objectContaining({ code: "internal" }) },
  ]);
});

test("500: an answer that breaks the contract never leaves", async () => {
  const { ports } = middleware();
  const wrong = { status: "ok", version: "1", region: "x", assetOrigin: "no address" } as const;
  const handler = serve("health", { get: async () => wrong }, () => ports);
  const event = toEvent(encodeCall(operationNamed("health.get")), {});
  expectError(toAnswer(await handler(event)), "internal");
});

test("503: what AWS cannot do just now is said so, without AWS's own words", async () => {
  const { answer } = await failing(
    new Refusal("unavailable", {}, { internal: "DynamoDB: throttled" }),
  );
  expectError(answer, "unavailable");
  expect(JSON.stringify(answer.body)).not.toMatch(/DynamoDB/);
});
