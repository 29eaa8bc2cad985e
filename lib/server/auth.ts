import "server-only";
import type { NextAuthOptions, RequestInternal } from "next-auth";
import credentials from "next-auth/providers/credentials";
import { toApiError } from "@/lib/client/api-error";
import { HOME_PATH, safeNextPath } from "@/lib/client/next-path";
import type { SignInProblem, SignInWay } from "@/lib/client/sign-in";
import type { Session } from "@/lib/contract/team";
import { SESSION_SECONDS_MAX } from "@/lib/rules/sign-in";
import { getEnvironment } from "./environment";
import { log } from "./log";
import { middlewareForConsole } from "./middleware";
import { endSession } from "./session";
import { SESSION_CLAIM, sessionCookieName } from "./session-cookie";

type Fields = Record<string, string | undefined>;
type Headers = RequestInternal["headers"];

/**
 * The address that called. The last entry is the one the nearest proxy (or Next itself) has written;
 * those before it are whatever the caller claimed.
 */
export function addressOf(headers: Headers): string {
  const entries = String(headers?.["x-forwarded-for"] ?? "").split(",");
  return (entries.at(-1)?.trim() || "unknown").slice(0, 64);
}

/** next-auth carries an error as text to the page, so the problem travels as JSON. */
function asAuthError(error: unknown): Error {
  const { code, fields, retryAfterSeconds } = toApiError(error);
  if (code === "internal" || code === "unavailable") log.error({ err: error }, "sign-in failed");
  const problem: SignInProblem = {
    code,
    ...(fields.length > 0 && { fields }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  };
  return new Error(JSON.stringify(problem));
}

/** A way to begin a session; next-auth's user is nothing but the session's id. */
function way(id: SignInWay, begin: (fields: Fields, headers: Headers) => Promise<Session>) {
  return credentials({
    id,
    credentials: {},
    authorize: async (fields, request) => {
      try {
        const { sessionId } = await begin((fields ?? {}) as Fields, request.headers);
        return { id: sessionId };
      } catch (error) {
        throw asAuthError(error);
      }
    },
  });
}

const providers = () => [
  way("password", ({ name = "", password = "" }, headers) =>
    middlewareForConsole().team.signIn({ name, password, address: addressOf(headers) }),
  ),
  way("set-up", ({ token = "", name = "", password = "" }) =>
    middlewareForConsole().team.setUp({ token, name, password }),
  ),
];

/** Where to go after signing in or out: a page of this console, whatever was asked for. */
export function sameOriginRedirect(url: string, origin: string): string {
  if (!URL.canParse(url, origin)) return origin + HOME_PATH;
  const asked = new URL(url, origin);
  return asked.origin === origin
    ? origin + safeNextPath(asked.pathname + asked.search)
    : origin + HOME_PATH;
}

const cookie = (name: string, isSecure: boolean) => ({
  name: isSecure ? `__Host-${name}` : name,
  options: { httpOnly: true, sameSite: "lax", path: "/", secure: isSecure } as const,
});

/** next-auth, reduced to sealing a session id into a cookie. */
export function authOptions(): NextAuthOptions {
  const { sessionSecret, origin, isSecure } = getEnvironment();
  return {
    secret: sessionSecret,
    useSecureCookies: isSecure,
    session: { strategy: "jwt", maxAge: SESSION_SECONDS_MAX },
    providers: providers(),
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
    cookies: {
      sessionToken: { ...cookie("atelier.session", isSecure), name: sessionCookieName() },
      callbackUrl: cookie("atelier.callback-url", isSecure),
      csrfToken: cookie("atelier.csrf", isSecure),
    },
    callbacks: {
      jwt: ({ token, user }) => (user ? { [SESSION_CLAIM]: user.id } : token),
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ url }) => sameOriginRedirect(url, origin),
    },
    events: {
      signOut: async ({ token }) => {
        const sessionId = token?.[SESSION_CLAIM];
        if (typeof sessionId === "string") await endSession(sessionId);
      },
    },
    logger: {
      error: (code) => log.error({ code }, "next-auth"),
      warn: (code) => log.warn({ code }, "next-auth"),
      debug: () => {},
    },
  };
}
