import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { announcedPort, forkModule, stopProcess } from "./fork-module";
import { PlainError } from "./plain-error";

export interface ConsoleOptions {
  port: number;
  isDevelopment: boolean;
  /** The console's own settings: where its API is and what seals its cookies. */
  environment: Record<string, string>;
  logDir: string;
  /** The console died too often to try again. */
  onGivenUp(reason: string): void;
}

export interface ConsoleProcess {
  close(): Promise<void>;
}

const ENTRY = fileURLToPath(new URL("console.ts", import.meta.url));
const RESTARTS_MAX = 5;
const RESTART_PAUSE_MS = 1000;

/** Starts the console and waits until it answers; one that dies later is started again. Throws PlainError. */
export async function startConsole(options: ConsoleOptions): Promise<ConsoleProcess> {
  const logPath = join(options.logDir, "console.log");
  let isClosing = false;
  let restarts = 0;
  let current = await launch(options, logPath);
  void watch();
  return {
    close: async () => {
      isClosing = true;
      await stopProcess(current.child, current.ended);
    },
  };

  async function watch(): Promise<void> {
    while (true) {
      await current.ended;
      if (isClosing) return;
      restarts += 1;
      if (restarts > RESTARTS_MAX) return giveUp();
      await new Promise((resolve) => setTimeout(resolve, RESTART_PAUSE_MS));
      if (isClosing) return;
      current = fork(options, logPath);
    }
  }

  function giveUp(): void {
    options.onGivenUp(`The console keeps ending. Its log says why: ${logPath}`);
  }
}

function fork({ port, isDevelopment, environment }: ConsoleOptions, logPath: string) {
  const child = forkModule({
    entry: ENTRY,
    environment: {
      ...environment,
      NODE_ENV: isDevelopment ? "development" : "production",
      PORT: String(port),
    },
    logPath,
  });
  const ended = once(child, "exit").catch((error: unknown) => console.error(error));
  return { child, ended };
}

async function launch(options: ConsoleOptions, logPath: string) {
  const launched = fork(options, logPath);
  const died = launched.ended.then(() => {
    throw new PlainError(`The console did not start. Its log says why: ${logPath}`);
  });
  await Promise.race([announcedPort(launched.child), died]);
  return launched;
}
