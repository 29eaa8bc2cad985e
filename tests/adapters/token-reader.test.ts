import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTokenReader } from "@/infrastructure/adapters/secrets-manager/token-reader";
import { credentials, region } from "./support/clouds";

describe("the token reader", () => {
  let server: Server;
  let url: string;
  let reads = 0;
  let status = 200;

  beforeAll(async () => {
    server = createServer((_, response) => {
      reads += 1;
      response.writeHead(status, { "content-type": "application/x-amz-json-1.1" });
      response.end(JSON.stringify({ SecretString: `token-${reads}` }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    // A TCP server's address is an AddressInfo once it listens.
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it("reads once for many, again after five minutes, and remembers no failure", async () => {
    let now = new Date(0);
    const client = { endpoint: url, region, credentials, maxAttempts: 1 };
    const read = createTokenReader({ secretId: "token", now: () => now, client });
    expect(await Promise.all([read(), read(), read()])).toEqual(Array(3).fill("token-1"));
    now = new Date(300_000);
    status = 500;
    await expect(read()).rejects.toMatchObject({ code: "unavailable" });
    status = 200;
    expect(await read()).toBe("token-3");
  });
});
