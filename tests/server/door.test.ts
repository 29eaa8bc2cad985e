import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { decodeJwt } from "jose";
import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { DELETE, GET, POST } from "@/app/api/v1/[...path]/route";

vi.mock("server-only", () => ({}));

const state = vi.hoisted(() => ({ cookie: undefined as string | undefined }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => state.cookie && { value: state.cookie } }),
  headers: async () => new Headers(),
}));

const ORIGIN = "http://localhost:3000";
const SECRET = "s".repeat(40);
const USER = { id: "01ARZ3NDEKTSV4RRFFQ69G5FAV", name: "Ada", permissions: ["models:read"] };
const OURS = { "sec-fetch-site": "same-origin", "content-type": "application/json" };

interface Seen {
  method?: string;
  url?: string;
  headers: IncomingMessage["headers"];
  body: string;
}

let middleware: Server;
let seen: Seen[] = [];
let answer = { status: 200, headers: {} as Record<string, string>, body: '{"ok":true}' };
let sessionNumber = 0;

async function textOf(request: IncomingMessage) {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

beforeAll(async () => {
  middleware = createServer(async (request, response) => {
    const body = await textOf(request);
    const isSession = request.url?.endsWith("/team/sessions/find");
    if (!isSession) {
      seen.push({ method: request.method, url: request.url, headers: request.headers, body });
    }
    const session = {
      sessionId: "x".repeat(20),
      user: USER,
      expiresAt: "2026-11-29T00:00:00.000Z",
    };
    const found = isSession ? { status: 200, headers: {}, body: JSON.stringify(session) } : answer;
    response.writeHead(found.status, { "x-atelier-version": "0.1.0", ...found.headers });
    response.end(found.body);
  });
  await new Promise<void>((resolve) => middleware.listen(0, "127.0.0.1", resolve));
  const { port } = middleware.address() as AddressInfo;
  vi.stubEnv("ATELIER_API_URL", `http://127.0.0.1:${port}/prod`);
  vi.stubEnv("ATELIER_API_TOKEN", "token-of-the-connection");
  vi.stubEnv("NEXTAUTH_SECRET", SECRET);
  vi.stubEnv("NEXTAUTH_URL", ORIGIN);
});

afterAll(() => new Promise((resolve) => middleware.close(resolve)));

beforeEach(async () => {
  seen = [];
  answer = { status: 200, headers: { "content-type": "application/json" }, body: '{"ok":true}' };
  sessionNumber += 1;
  const sid = `session-number-${String(sessionNumber).padStart(8, "0")}`;
  state.cookie = await encode({ token: { sid }, secret: SECRET });
});

const ask = (path: string, init: RequestInit = {}) => new Request(`${ORIGIN}/api${path}`, init);
const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code;

test("without a session nothing is forwarded", async () => {
  state.cookie = undefined;
  const response = await GET(ask("/v1/models"));
  expect([response.status, await codeOf(response)]).toEqual([401, "unauthenticated"]);
  expect(seen).toEqual([]);
});

test("a cookie sealed with another secret is no session", async () => {
  state.cookie = await encode({ token: { sid: "x".repeat(30) }, secret: "another secret" });
  expect((await GET(ask("/v1/models"))).status).toBe(401);
});

test.each([
  ["another site", { "sec-fetch-site": "cross-site" }],
  ["a sibling host", { "sec-fetch-site": "same-site" }],
  ["an address typed in", { "sec-fetch-site": "none" }],
  ["a foreign origin", { origin: "https://evil.test" }],
  ["an origin that only begins alike", { origin: `${ORIGIN}.evil.test` }],
  ["a sandboxed page", { origin: "null" }],
  ["nobody knows where", {}],
  ["another site that lies about its origin", { "sec-fetch-site": "cross-site", origin: ORIGIN }],
])("a change from %s is refused", async (_, headers) => {
  for (const handle of [POST, DELETE]) {
    const method = handle === POST ? "POST" : "DELETE";
    const response = await handle(ask("/v1/models", { method, headers }));
    expect([response.status, await codeOf(response)]).toEqual([403, "forbidden"]);
  }
  expect(seen).toEqual([]);
});

test.each<Record<string, string>>([{ "sec-fetch-site": "same-origin" }, { origin: ORIGIN }])(
  "a change from our own page passes: %j",
  async (headers) => {
    expect((await POST(ask("/v1/models", { method: "POST", headers, body: "{}" }))).status).toBe(
      200,
    );
  },
);

test("method, path, query, body and idempotency key arrive, signed for the person", async () => {
  const headers = { ...OURS, "idempotency-key": "key-1", "x-api-key": "mine", cookie: "a=b" };
  await POST(ask("/v1/models?limit=5&q=a%20b", { method: "POST", headers, body: '{"name":"é"}' }));
  const [call] = seen;
  expect([call?.method, call?.url]).toEqual(["POST", "/prod/v1/models?limit=5&q=a+b"]);
  expect(call?.body).toBe('{"name":"é"}');
  expect(call?.headers["idempotency-key"]).toBe("key-1");
  expect(call?.headers["x-api-key"]).toBe("token-of-the-connection");
  expect(call?.headers.cookie).toBeUndefined();
  const claims = decodeJwt(String(call?.headers["x-atelier-assertion"]));
  expect(claims).toMatchObject({
    sub: USER.id,
    name: "Ada",
    permissions: ["models:read"],
    method: "POST",
    path: "/v1/models?limit=5&q=a+b",
  });
});

test("an assertion that the browser sends is not passed on", async () => {
  await GET(ask("/v1/models", { headers: { "x-atelier-assertion": "forged" } }));
  expect(seen[0]?.headers["x-atelier-assertion"]).not.toBe("forged");
});

test("status, body, version and retry-after come back, and nothing is stored", async () => {
  answer = {
    status: 429,
    headers: { "retry-after": "7", "set-cookie": "a=b", "x-amzn-trace": "secret" },
    body: '{"code":"limit_reached"}',
  };
  const response = await GET(ask("/v1/models"));
  expect(response.status).toBe(429);
  expect(await response.text()).toBe('{"code":"limit_reached"}');
  expect(Object.fromEntries(response.headers)).toEqual({
    "cache-control": "no-store",
    "content-type": "text/plain;charset=UTF-8",
    "retry-after": "7",
    "x-atelier-version": "0.1.0",
  });
});

test("more than 1 MiB is refused before it is forwarded", async () => {
  const body = "x".repeat(2 ** 20 + 1);
  const response = await POST(ask("/v1/models", { method: "POST", headers: OURS, body }));
  expect([response.status, await codeOf(response)]).toEqual([400, "invalid_input"]);
  expect(seen).toEqual([]);
});

// The person is signed in; sending them to the sign-in page would go round in circles.
test("a middleware that refuses the console itself is `unavailable`", async () => {
  answer = { status: 401, headers: {}, body: '{"code":"unauthenticated"}' };
  const response = await GET(ask("/v1/models"));
  expect([response.status, await codeOf(response)]).toEqual([503, "unavailable"]);
});

test("a redirect is not followed: the key goes to nobody else", async () => {
  answer = { status: 302, headers: { location: "https://evil.test" }, body: "" };
  expect((await GET(ask("/v1/models"))).status).toBe(503);
});

test("no answer at all is `unavailable`, with a request id to quote", async () => {
  await GET(ask("/v1/models"));
  middleware.closeAllConnections();
  await new Promise((resolve) => middleware.close(resolve));
  const response = await GET(ask("/v1/models"));
  const body = (await response.json()) as { code: string; data: { requestId: string } };
  expect(body.code).toBe("unavailable");
  expect(body.data.requestId).toMatch(/^[\da-f-]{36}$/);
});
