import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { isAlive, StartedAtelier } from "@/tests/support/started-atelier";

const START_MS_MAX = 120_000;
const CALLER = {
  id: "01J0000000000000000000TEST",
  name: "Test",
  permissions: ["endpoints:read", "models:read"],
};
let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "atelier-start-"));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

async function list(atelier: StartedAtelier, noun: string) {
  const response = await atelier.call(CALLER, "GET", `/v1/${noun}`);
  expect(response.status).toBe(200);
  return (await response.json()).items;
}

describe("a new installation", () => {
  it(
    "has a model and an endpoint in service, and stops cleanly",
    async () => {
      const atelier = await StartedAtelier.start(dataDir);
      expect(await list(atelier, "models")).toMatchObject([{ name: "tiny", state: "ready" }]);
      expect(await list(atelier, "endpoints")).toMatchObject([
        { name: "This computer", engine: "tiny", state: "in_service", priceUsdPerHour: 0 },
      ]);
      const children = atelier.children();
      expect(await atelier.end("SIGINT")).toBe(0);
      // The service that translates TypeScript sees its closed pipe a moment after us.
      await vi.waitFor(() => expect(children.filter(isAlive)).toEqual([]), { timeout: 10_000 });
      expect(atelier.lines).toEqual([
        "Starting …",
        expect.stringMatching(/^The API is at http:\/\/127\.0\.0\.1:\d+\/prod$/),
        "Stopping …",
        "Stopped.",
      ]);
    },
    START_MS_MAX,
  );

  it(
    "is taken up as it was after a kill, which leaves no process behind",
    async () => {
      const killed = await StartedAtelier.start(dataDir);
      const children = killed.children();
      await killed.end("SIGKILL");
      await vi.waitFor(() => expect(children.filter(isAlive)).toEqual([]), { timeout: 10_000 });

      const atelier = await StartedAtelier.start(dataDir);
      expect(await list(atelier, "models")).toHaveLength(1);
      expect(await list(atelier, "endpoints")).toHaveLength(1);
      await atelier.end("SIGINT");
      expect(await readdir(join(dataDir, "log"))).toContain("atelier.log");
    },
    START_MS_MAX,
  );

  it(
    "refuses a second start in the same folder, and goes on",
    async () => {
      const first = await StartedAtelier.start(dataDir);
      const second = StartedAtelier.launch(dataDir, ["--without-console"]);
      await second.says(/is running already.*ATELIER_DATA_DIR/);
      expect(await list(first, "models")).toHaveLength(1);
      await first.end("SIGINT");
    },
    START_MS_MAX,
  );
});

describe("a start that cannot work", () => {
  it.each([
    ["an unknown option", ["--consoleless"], {}, /no option of Atelier.*--without-console/],
    ["a port that is none", [], { ATELIER_PORT: "70000" }, /ATELIER_PORT must be a number/],
  ])("says what to do about %s", async (_, args, environment, sentence) => {
    const atelier = StartedAtelier.launch(dataDir, args, environment);
    await atelier.says(sentence);
    expect(await atelier.end("SIGKILL")).not.toBe(0);
  });

  it("says what to do about a port that somebody else has", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    // A TCP server that listens has an AddressInfo.
    const { port } = other.address() as AddressInfo;
    const atelier = StartedAtelier.launch(dataDir, [], { ATELIER_PORT: String(port) });
    await atelier.says(new RegExp(`Port ${port} cannot be used.*ATELIER_PORT=${port + 1}`));
    other.close();
  });
});
