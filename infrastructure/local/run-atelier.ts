import { once } from "node:events";
import { createServer } from "node:http";
import { join } from "node:path";
import { type Cloud, startCloud } from "./cloud";
import { buildConsole } from "./console-build";
import { startConsole } from "./console-process";
import { takeDataFolder } from "./data-folder";
import { LOOPBACK } from "./loopback-server";
import { PlainError } from "./plain-error";
import { RunningParts } from "./running-parts";
import { openAdministratorLink, seed, waitForEndpoint } from "./seed";
import { readStartOptions, type StartOptions } from "./start-options";
import { takeTerminal } from "./terminal";

type Say = (line: string) => void;

/** `npm start`: the embedded AWS, the engine and the console, until a signal ends it. */
export async function runAtelier(args: string[]): Promise<void> {
  const options = readStartOptions(args, process.env);
  const folder = await takeDataFolder(options.dataDir);
  const running = new RunningParts();
  running.add({ close: folder.release });
  if (options.hasConsole) await checkPort(options.port);
  const logPath = join(folder.logDir, "atelier.log");
  const { say } = takeTerminal(logPath);
  endOnSignals(running, say);
  const fail = (error: unknown) => {
    // Half-started parts complain while they are being stopped.
    if (running.isEnding) return console.error(error);
    const known = error instanceof PlainError;
    if (!known) console.error(error);
    say(known ? error.message : `Atelier failed. The log says why: ${logPath}`);
    void running.end(1);
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
  running: RunningParts,
  say: Say,
  fail: (error: unknown) => void,
): Promise<string> {
  const { dataDir, port, hasConsole, isDevelopment } = options;
  if (hasConsole && !isDevelopment) {
    const aborting = new AbortController();
    running.add({ close: async () => aborting.abort() });
    await buildConsole({
      logPath: join(logDir, "build.log"),
      signal: aborting.signal,
      onBuild: () => say("Building the console. This is needed once and takes about a minute …"),
    });
  }
  say("Starting …");
  const origin = `http://localhost:${port}`;
  const cloud = await startCloud({ dataDir, consoleOrigin: origin });
  running.add(cloud);
  await seed();
  const isReady = Promise.all([waitForEndpoint(cloud.runSchedule), cloud.loadFunctions()]);
  if (!hasConsole) {
    await isReady;
    return `The API is at ${cloud.apiUrl}`;
  }
  const environment = consoleEnvironment(cloud, origin);
  const onGivenUp = (reason: string) => fail(new PlainError(reason));
  running.add(await startConsole({ port, isDevelopment, environment, logDir, onGivenUp }));
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

/** The first signal ends in good order, a second one at once. */
function endOnSignals(running: RunningParts, say: Say): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (running.isEnding) process.exit(1);
      say("Stopping …");
      void running.end(0, () => say("Stopped."));
    });
  }
}
