import "server-only";
import * as z from "zod";

const isLoopback = (hostname: string) => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);

const HttpUrl = z.url({
  protocol: /^https?$/,
  error: "must be an address such as https://example.org",
  // The checks that follow read it as an address.
  abort: true,
});

const ApiUrl = HttpUrl.refine((url) => {
  const { protocol, hostname } = new URL(url);
  return protocol === "https:" || isLoopback(hostname);
}, "must begin with https://, or the token would travel in the clear")
  .refine((url) => {
    const { username, search, hash } = new URL(url);
    return username === "" && search === "" && hash === "";
  }, "must be the middleware's base address only, without user name, query or fragment")
  .transform((url) => new URL(url).href.replace(/\/+$/, ""));

const Environment = z.object({
  ATELIER_API_URL: ApiUrl,
  ATELIER_API_TOKEN: z
    .string("must be the API key of the middleware")
    .min(20, "is too short to be the API key of the middleware"),
  NEXTAUTH_SECRET: z
    .string("must be a random text of at least 32 bytes")
    .refine(
      (secret) => Buffer.byteLength(secret) >= 32,
      "must have at least 32 bytes; make one with: openssl rand -base64 32",
    ),
  NEXTAUTH_URL: HttpUrl.refine(
    (url) => new URL(url).pathname === "/",
    "must be the console's own origin, without a path",
  ).transform((url) => new URL(url).origin),
});

export interface ConsoleEnvironment {
  /** Base address of the middleware, without a slash at the end. */
  apiUrl: string;
  apiToken: string;
  sessionSecret: string;
  /** Scheme, host and port under which browsers reach this console. */
  origin: string;
  isSecure: boolean;
}

/**
 * The console's settings.
 *
 * @throws Error with one sentence per setting that will not do
 */
export function readEnvironment(source: Record<string, string | undefined>): ConsoleEnvironment {
  const reading = Environment.safeParse(source);
  if (!reading.success) {
    const sentences = reading.error.issues.map(({ path, message }) => {
      const name = String(path[0]);
      return source[name] ? `${name} ${message}.` : `${name} is not set: it ${message}.`;
    });
    throw new Error(["The console cannot start.", ...sentences].join("\n"));
  }
  const { ATELIER_API_URL, ATELIER_API_TOKEN, NEXTAUTH_SECRET, NEXTAUTH_URL } = reading.data;
  return {
    apiUrl: ATELIER_API_URL,
    apiToken: ATELIER_API_TOKEN,
    sessionSecret: NEXTAUTH_SECRET,
    origin: NEXTAUTH_URL,
    isSecure: NEXTAUTH_URL.startsWith("https:"),
  };
}

let environment: ConsoleEnvironment | undefined;

/** Read once, when first needed: a build needs none of it. */
export function getEnvironment(): ConsoleEnvironment {
  environment ??= readEnvironment(process.env);
  return environment;
}
