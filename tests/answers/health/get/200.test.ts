import { expect, test } from "vitest";
import { expectSuccess, openMiddleware, operationNamed } from "@/tests/support/middleware";
import { encodeCall } from "@/tests/support/proxy-event";

const middleware = openMiddleware();

test("health needs no assertion and tells where files come from", async () => {
  const operation = operationNamed("health.get");
  const answer = await middleware().send(operation, encodeCall(operation), {});
  await expectSuccess(answer, "health.get");
  expect(answer.body).toMatchObject({ status: "ok", version: expect.any(String) });
});

test("the description of the API stands beside it", async () => {
  const operation = operationNamed("health.get");
  const call = { ...encodeCall(operation), path: "/v1/openapi.json" };
  const answer = await middleware().send(operation, call, {});
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({ openapi: expect.stringMatching(/^3\.1/) });
});
