import { appendFileSync, existsSync, renameSync, statSync } from "node:fs";

const LOG_BYTES_MAX = 16 * 2 ** 20;

export interface Terminal {
  /** One line for the person who started Atelier. */
  say(line: string): void;
}

/** Sends everything that this process prints to `logPath`, and leaves the terminal to plain lines. */
export function takeTerminal(logPath: string): Terminal {
  if (existsSync(logPath) && statSync(logPath).size > LOG_BYTES_MAX) {
    renameSync(logPath, `${logPath}.1`);
  }
  const print = process.stdout.write.bind(process.stdout);
  const log = (chunk: string | Uint8Array): boolean => {
    // Synchronous, so that the last words before a crash are on disk.
    appendFileSync(logPath, chunk);
    return true;
  };
  process.stdout.write = log;
  process.stderr.write = log;
  return {
    say: (line) => {
      print(`${line}\n`);
      // A one-use link is for the terminal alone.
      log(`${line.replace(/token=[\w-]+/, "token=…")}\n`);
    },
  };
}
