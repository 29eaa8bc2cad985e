import { type ChildProcess, fork } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

export const REPOSITORY = fileURLToPath(new URL("../..", import.meta.url));
const TSX = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

export interface ModuleProcess {
  /** Absolute path; TypeScript is fine. */
  entry: string;
  /** All that the process sees beside PATH and HOME. */
  environment: Record<string, string>;
  /** Gets what the process prints. */
  logPath: string;
}

/** Runs a module as a process that is told of our end by its IPC channel. */
export function forkModule({ entry, environment, logPath }: ModuleProcess): ChildProcess {
  const log = openSync(logPath, "a");
  try {
    return fork(entry, {
      cwd: REPOSITORY,
      execArgv: ["--import", TSX],
      // A group of its own: Ctrl-C in the terminal reaches us alone, and we end it in good order.
      detached: true,
      env: {
        NODE_ENV: "production",
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        ...environment,
      },
      stdio: ["ignore", log, log, "ipc"],
    });
  } finally {
    closeSync(log);
  }
}

/** Asks a process to end, and ends it after `graceMs`; resolves when it has ended. */
export async function stopProcess(
  child: ChildProcess,
  ended: Promise<unknown>,
  graceMs = 3000,
): Promise<void> {
  child.kill("SIGTERM");
  const impatience = setTimeout(() => child.kill("SIGKILL"), graceMs);
  await ended;
  clearTimeout(impatience);
}

/** Resolves with the `listening` number that a process announces over IPC. */
export function announcedPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.on("message", (message) => {
      if (typeof message !== "object" || message === null || !("listening" in message)) return;
      if (typeof message.listening === "number") resolve(message.listening);
    });
  });
}
