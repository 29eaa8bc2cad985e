import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { signTestAssertion } from "./signed-assertion";

const REPOSITORY = fileURLToPath(new URL("../..", import.meta.url));

export interface Caller {
  id: string;
  name: string;
  permissions: readonly string[];
}

/** Atelier without its console, as the start script runs it, in a process that can be killed. */
export class StartedAtelier {
  readonly lines: string[] = [];

  private constructor(
    readonly dataDir: string,
    readonly process: ChildProcess,
  ) {}

  /** Starts it and waits for the line with the API's address. Throws with what was printed. */
  static async start(dataDir: string): Promise<StartedAtelier> {
    const atelier = StartedAtelier.launch(dataDir, ["--without-console"]);
    await atelier.says(/The API is at/);
    return atelier;
  }

  static launch(
    dataDir: string,
    args: string[],
    environment: Record<string, string> = {},
  ): StartedAtelier {
    const child = spawn(
      process.execPath,
      ["--import", "tsx", "infrastructure/local/start.ts", ...args],
      {
        cwd: REPOSITORY,
        env: { ...process.env, ...environment, ATELIER_DATA_DIR: dataDir },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    const atelier = new StartedAtelier(dataDir, child);
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on("line", (line) => atelier.lines.push(line));
    }
    return atelier;
  }

  /** The first line that matches; rejects when the process ends without it. */
  async says(pattern: RegExp): Promise<string> {
    while (true) {
      const line = this.lines.find((said) => pattern.test(said));
      if (line !== undefined) return line;
      if (this.process.exitCode !== null || this.process.signalCode !== null) {
        throw new Error(`It ended and said only:\n${this.lines.join("\n")}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Ids of the processes that it has started, workers among them. */
  children(): number[] {
    const table = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
    return table
      .split("\n")
      .map((line) => line.trim().split(/\s+/).map(Number))
      .filter(([, parent]) => parent === this.process.pid)
      .map(([pid]) => pid ?? 0);
  }

  /** Sends the signal to this process alone; resolves with its exit code once it has ended. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    const { exitCode, signalCode } = this.process;
    if (exitCode !== null || signalCode !== null) return exitCode;
    const ended = once(this.process, "exit");
    this.process.kill(signal);
    const [code] = await ended;
    return code;
  }

  /** Calls the API through the gateway with an assertion for `caller`. */
  async call(
    caller: Caller,
    method: string,
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const { apiToken } = JSON.parse(await readFile(join(this.dataDir, "credentials.json"), "utf8"));
    const connection = (await this.says(/The API is at/)).replace("The API is at ", "");
    const text = body === undefined ? "" : JSON.stringify(body);
    const assertion = await signTestAssertion(apiToken, caller, {
      connection,
      method,
      path,
      body: text,
    });
    return fetch(`${connection}${path}`, {
      method,
      headers: {
        "x-api-key": apiToken,
        "x-atelier-assertion": assertion,
        "content-type": "application/json",
        ...headers,
      },
      body: text || undefined,
    });
  }
}

export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
