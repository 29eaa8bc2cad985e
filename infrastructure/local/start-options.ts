import { resolve } from "node:path";
import { REPOSITORY } from "./fork-module";
import { PlainError } from "./plain-error";

export interface StartOptions {
  dataDir: string;
  /** Of the console. */
  port: number;
  isDevelopment: boolean;
  hasConsole: boolean;
}

const FLAGS = ["--dev", "--without-console"];
const DEFAULT_PORT = 3000;

/** Reads the command line and ATELIER_PORT, ATELIER_DATA_DIR. Throws PlainError. */
export function readStartOptions(
  args: string[],
  environment: Record<string, string | undefined>,
): StartOptions {
  const unknown = args.find((arg) => !FLAGS.includes(arg));
  if (unknown !== undefined) {
    throw new PlainError(`"${unknown}" is no option of Atelier. It knows ${FLAGS.join(" and ")}.`);
  }
  return {
    dataDir: resolve(REPOSITORY, environment.ATELIER_DATA_DIR || ".atelier"),
    port: readPort(environment.ATELIER_PORT),
    isDevelopment: args.includes("--dev"),
    hasConsole: !args.includes("--without-console"),
  };
}

function readPort(text: string | undefined): number {
  if (!text) return DEFAULT_PORT;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new PlainError(`ATELIER_PORT must be a number from 1 to 65535, not "${text}".`);
}
