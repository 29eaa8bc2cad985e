import { once } from "node:events";
import { createServer } from "node:http";
import { join } from "node:path";
import { type Cloud, startCloud } from "./cloud";
import { buildConsole } from "./console-build";
import { startConsole } from "./console-process";
import { takeDataFolder } from "./data-folder";
import { LOOPBACK } from "./loopback-server";
import { PlainError } from "./plain-error";
import { openAdministratorLink, seed, waitForEndpoint } from "./seed";
import { readStartOptions, type StartOptions } from "./start-options";
import { takeTerminal } from "./terminal";

/** State is safe at every moment, so a stop that hangs is cut off. */
const STOP_MS_MAX = 8000;

type Say = (line: string) => void;
/** What is running, in the order in which it was started. */
type Running = { close(): Promise<void> }[];

/** `npm start`: the embedded AWS, the engine and the console, until a signal ends it. */
export async function runAtelier(args: string[]): Promise<void> {
  const options = readStartOptions(args, process.env);
  const folder = await takeDataFolder(options.dataDir);
  const running: Running = [{ close: folder.release }];
  if (options.hasConsole) await checkPort(options.port);
  const logPath = join(folder.logDir, "atelier.log");
  const { say } = takeTerminal(logPath);
  const end = endOnce(running, say);
  endOnSignals(end, say);
  const fail = (error: unknown) => {
    const known = error instanceof PlainError;
    if (!known) console.error(error);
    say(known ? error.message : `Atelier failed. The log says why: ${logPath}`);
    void end(1);
  };
  process.on("uncaughtException", fail);
  process.on("unhandledRejection", fail);
  try {
    say(await start(options, folder.logDir, running, say, fail));
  } catch (error) {
    fail(error);
  }
}

/** Starts everything and returns the one line that says where to go. */
async function start(
  options: StartOptions,
  logDir: string,
  running: Running,
  say: Say,
  fail: (error: unknown) => void,
): Promise<string> {
  const { dataDir, port, hasConsole, isDevelopment } = options;
  if (hasConsole && !isDevelopment) {
    await buildConsole(join(logDir, "build.log"), () =>
      say("Building the console. This is needed once and takes about a minute …"),
    );
  }
  say("Starting …");
  const origin = `http://localhost:${port}`;
  const cloud = await startCloud({ dataDir, consoleOrigin: origin });
  running.push(cloud);
  await seed();
  const isReady = Promise.all([waitForEndpoint(cloud.runSchedule), cloud.loadFunctions()]);
  if (!hasConsole) {
    await isReady;
    return `The API is at ${cloud.apiUrl}`;
  }
  const environment = consoleEnvironment(cloud, origin);
  const onGivenUp = (reason: string) => fail(new PlainError(reason));
  running.push(await startConsole({ port, isDevelopment, environment, logDir, onGivenUp }));
  await isReady;
  const link = await openAdministratorLink();
  return link.state === "open"
    ? `Open ${origin}/set-up?token=${link.token} to create the administrator`
    : `Atelier is at ${origin}`;
}

const consoleEnvironment = (cloud: Cloud, origin: string): Record<string, string> => ({
  ATELIER_API_URL: cloud.apiUrl,
  ATELIER_API_TOKEN: cloud.apiToken,
  NEXTAUTH_SECRET: cloud.consoleSecret,
  NEXTAUTH_URL: origin,
  NEXT_TELEMETRY_DISABLED: "1",
  ...(process.env.ATELIER_NEXT_DIST && { ATELIER_NEXT_DIST: process.env.ATELIER_NEXT_DIST }),
});

/** Throws PlainError when somebody else answers on the console's port. */
async function checkPort(port: number): Promise<void> {
  const probe = createServer();
  try {
    probe.listen(port, LOOPBACK);
    await once(probe, "listening");
    probe.close();
    await once(probe, "close");
  } catch (cause) {
    throw new PlainError(
      `Port ${port} cannot be used: another program may have it. Stop that program, or choose another port: ATELIER_PORT=${port + 1} npm start`,
      { cause },
    );
  }
}

function endOnce(running: Running, say: Say): (code: number) => Promise<never> {
  let ending: Promise<never> | undefined;
  const end = async (code: number): Promise<never> => {
    setTimeout(() => process.exit(code), STOP_MS_MAX);
    for (const part of running.splice(0).reverse()) {
      await part.close().catch((error: unknown) => console.error("A part did not stop.", error));
    }
    if (code === 0) say("Stopped.");
    return process.exit(code);
  };
  return (code) => {
    ending ??= end(code);
    return ending;
  };
}

/** The first signal ends in good order, a second one at once. */
function endOnSignals(end: (code: number) => Promise<never>, say: Say): void {
  let isEnding = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (isEnding) process.exit(1);
      isEnding = true;
      say("Stopping …");
      void end(0);
    });
  }
}
