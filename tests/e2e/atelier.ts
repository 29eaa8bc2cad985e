import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../support/free-port";

const START_SECONDS_MAX = 180;

/** One installation as a user has it: `npm start` over a data folder of its own. */
export class Atelier {
  private child: ChildProcess | undefined;
  private output = "";

  private constructor(
    readonly port: number,
    readonly dataDir: string,
  ) {}

  static async install(): Promise<Atelier> {
    return new Atelier(await freePort(), await mkdtemp(join(tmpdir(), "atelier-journey-")));
  }

  get url() {
    return `http://localhost:${this.port}`;
  }

  get pid(): number {
    return this.child?.pid ?? Number.NaN;
  }

  /** Start it and return the address of the printed line: the set-up link, or the console. */
  async start(): Promise<string> {
    this.output = "";
    // What `npm start` runs; npm itself would hide how it ends.
    const child = spawn(process.execPath, ["--import", "tsx", "infrastructure/local/start.ts"], {
      env: { ...process.env, ATELIER_PORT: String(this.port), ATELIER_DATA_DIR: this.dataDir },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    this.child = child;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () =>
          reject(new Error(`npm start said within ${START_SECONDS_MAX} s only:\n${this.output}`)),
        START_SECONDS_MAX * 1000,
      );
      const read = (chunk: Buffer) => {
        this.output += chunk.toString();
        const link = this.output.match(new RegExp(`${this.url}(/set-up\\?token=[\\w-]+)?(?=\\s)`));
        if (!link) return;
        clearTimeout(timer);
        resolve(link[0]);
      };
      child.stdout.on("data", read);
      child.stderr.on("data", read);
      child.once("exit", (code) => {
        clearTimeout(timer);
        reject(new Error(`npm start ended with ${code}:\n${this.output}`));
      });
    });
  }

  /** Send a signal to everything that `npm start` began, as a terminal or the kernel would. */
  async end(signal: "SIGINT" | "SIGKILL"): Promise<number | null> {
    const child = this.child;
    if (!child?.pid || child.exitCode !== null) return null;
    const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
    process.kill(-child.pid, signal);
    this.child = undefined;
    return exited;
  }

  /** Kill the worker process of the endpoint, as the system does to one that takes too much. */
  killWorker() {
    execFileSync("pkill", ["-KILL", "-P", String(this.child?.pid), "-f", "engine/worker"]);
  }

  async remove() {
    await this.end("SIGKILL");
    await rm(this.dataDir, { recursive: true, force: true });
  }
}
