import type { APIGatewayProxyEvent } from "aws-lambda";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type Gateway, startGateway } from "@/infrastructure/local/gateway/server";
import { Functions } from "@/infrastructure/local/lambda";

const API_KEY = "a key of the right length for this";
const handler = vi.fn<(event: APIGatewayProxyEvent) => Promise<unknown>>();
let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway({
    apiKey: API_KEY,
    functions: new Functions({ models: async () => ({ handler }) }),
    routes: { models: "models" },
  });
});
afterAll(() => gateway.close());
beforeEach(() => {
  handler.mockReset();
  handler.mockResolvedValue({ statusCode: 200, body: "{}" });
});

const call = (path: string, init: RequestInit = {}) =>
  fetch(`${gateway.apiUrl}${path}`, {
    ...init,
    headers: { "x-api-key": API_KEY, ...init.headers },
  });

async function eventOf(path: string, init?: RequestInit): Promise<APIGatewayProxyEvent> {
  await call(path, init);
  const event = handler.mock.lastCall?.[0];
  if (!event) throw new Error("the function was not called");
  return event;
}

describe("the event", () => {
  it("carries path, resource and parameters as API Gateway writes them", async () => {
    const event = await eventOf("/v1/models/01J/upload?a=1&a=2&b=%20x");
    expect(event).toMatchObject({
      resource: "/v1/models/{proxy+}",
      path: "/v1/models/01J/upload",
      httpMethod: "GET",
      pathParameters: { proxy: "01J/upload" },
      queryStringParameters: { a: "2", b: " x" },
      multiValueQueryStringParameters: { a: ["1", "2"], b: [" x"] },
      stageVariables: null,
      body: null,
      isBase64Encoded: false,
    });
  });

  it("names the collection's own resource", async () => {
    const event = await eventOf("/v1/models");
    expect(event).toMatchObject({
      resource: "/v1/models",
      pathParameters: null,
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
    });
  });

  it("carries the context that the middleware reads", async () => {
    const { requestContext } = await eventOf("/v1/models", { method: "DELETE" });
    expect(requestContext).toMatchObject({
      stage: "prod",
      path: "/prod/v1/models",
      resourcePath: "/v1/models",
      domainName: `127.0.0.1:${gateway.port}`,
      httpMethod: "DELETE",
      protocol: "HTTP/1.1",
      identity: { sourceIp: "127.0.0.1", apiKey: null },
    });
    expect(requestContext.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("keeps a body's text whole", async () => {
    const body = JSON.stringify({ prompt: "a 🐈 in Zürich" });
    const event = await eventOf("/v1/models", { method: "POST", body });
    expect(event.body).toBe(body);
  });

  it("writes the forwarding headers itself, whatever the caller claims", async () => {
    const { headers } = await eventOf("/v1/models", {
      headers: { "x-forwarded-for": "8.8.8.8", "x-forwarded-proto": "https", "X-Own": "kept" },
    });
    expect(headers).toMatchObject({
      "X-Forwarded-For": "127.0.0.1",
      "X-Forwarded-Port": String(gateway.port),
      "X-Forwarded-Proto": "http",
      Host: `127.0.0.1:${gateway.port}`,
    });
    expect(headers).not.toHaveProperty("x-forwarded-for");
    expect(Object.keys(headers).map((name) => name.toLowerCase())).not.toContain("connection");
    expect(Object.entries(headers)).toContainEqual(["X-Own", "kept"]);
  });

  it("takes a parameter that is called like something of every object", async () => {
    const event = await eventOf("/v1/models?constructor=1&__proto__=2");
    expect(event.multiValueQueryStringParameters?.constructor).toEqual(["1"]);
  });
});

describe("refusals", () => {
  it.each([
    ["no key", {}],
    ["a wrong key", { "x-api-key": "another key" }],
  ])("is 403 Forbidden with %s", async (_, headers) => {
    const response = await fetch(`${gateway.apiUrl}/v1/models`, { headers });
    expect(response.status).toBe(403);
    expect(await response.json()).toEqual({ message: "Forbidden" });
    expect(handler).not.toHaveBeenCalled();
  });

  it.each(["/v1/nothing", "/v2/models", "/v1/", "/v1/constructor"])(
    "is 403 Missing Authentication Token for %s",
    async (path) => {
      const response = await call(path);
      expect(response.status).toBe(403);
      expect(await response.json()).toEqual({ message: "Missing Authentication Token" });
    },
  );

  it("is 403 for another stage", async () => {
    const response = await fetch(`${gateway.url}/test/v1/models`);
    expect(response.status).toBe(403);
  });

  it("is 413 above 10 MB, and none at 10 MB", async () => {
    const send = (sizeBytes: number) =>
      call("/v1/models", { method: "POST", body: Buffer.alloc(sizeBytes, "x") });
    expect((await send(10 * 2 ** 20)).status).toBe(200);
    expect((await send(10 * 2 ** 20 + 1)).status).toBe(413);
  });
});

describe("the answer", () => {
  it("has the function's status, headers and body", async () => {
    handler.mockResolvedValue({
      statusCode: 201,
      headers: { "content-type": "application/json", "x-count": 3 },
      multiValueHeaders: { "set-cookie": ["a=1", "b=2"] },
      body: '{"ok":true}',
    });
    const response = await call("/v1/models");
    expect(response.status).toBe(201);
    expect(response.headers.get("x-count")).toBe("3");
    expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    expect(await response.json()).toEqual({ ok: true });
  });

  it("is decoded where the function says base64", async () => {
    const bytes = Buffer.from([0, 255, 128]);
    handler.mockResolvedValue({
      statusCode: 200,
      body: bytes.toString("base64"),
      isBase64Encoded: true,
    });
    const response = await call("/v1/models");
    expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
  });

  it.each([
    ["throws", () => Promise.reject(new Error("secret cause"))],
    ["answers nothing", async () => undefined],
    ["answers more than 6 MB", async () => ({ statusCode: 200, body: "x".repeat(6 * 2 ** 20) })],
  ])("is 502 without a cause when the function %s", async (_, behave) => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    handler.mockImplementation(behave);
    const response = await call("/v1/models");
    expect(response.status).toBe(502);
    expect(await response.json()).toEqual({ message: "Internal server error" });
  });

  it("is 504 after 29 seconds", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    let called: () => void = () => undefined;
    const calling = new Promise<void>((resolve) => {
      called = resolve;
    });
    handler.mockImplementation(() => {
      called();
      return new Promise(() => undefined);
    });
    const answering = call("/v1/models");
    await calling;
    vi.advanceTimersByTime(29_000);
    vi.useRealTimers();
    const response = await answering;
    expect(response.status).toBe(504);
    expect(await response.json()).toEqual({ message: "Endpoint request timed out" });
  });
});
