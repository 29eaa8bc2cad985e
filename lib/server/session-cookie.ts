import "server-only";
import { decode } from "next-auth/jwt";
import { getEnvironment } from "./environment";

/** `__Host-` ties the cookie to this very host; browsers take it over HTTPS only. */
export const sessionCookieName = () =>
  getEnvironment().isSecure ? "__Host-atelier.session" : "atelier.session";

/** The claim that names the session's row; the cookie holds nothing else of worth. */
export const SESSION_CLAIM = "sid";

/** The session id in a sealed cookie, or null when it is absent, forged or past its end. */
export async function readSessionCookie(value: string | undefined): Promise<string | null> {
  if (!value) return null;
  try {
    const token = await decode({ token: value, secret: getEnvironment().sessionSecret });
    const id = token?.[SESSION_CLAIM];
    return typeof id === "string" ? id : null;
  } catch {
    return null;
  }
}
