import { type NextRequest, NextResponse } from "next/server";
import { findAssetOrigin } from "@/lib/server/connection-health";
import { contentPolicy } from "@/lib/server/content-policy";
import { getEnvironment } from "@/lib/server/environment";
import { NONCE_HEADER, PATH_HEADER } from "@/lib/server/request-headers";
import { readSessionCookie, sessionCookieName } from "@/lib/server/session-cookie";

const YEAR_SECONDS = 31_536_000;
const PUBLIC_PATH = /^\/(sign-in|set-up|api)(\/|$)/;

async function isSignedOut(request: NextRequest) {
  const cookie = request.cookies.get(sessionCookieName())?.value;
  return (await readSessionCookie(cookie)) === null;
}

function toSignIn({ nextUrl }: NextRequest) {
  const target = new URL("/sign-in", getEnvironment().origin);
  const path = nextUrl.pathname + nextUrl.search;
  if (path !== "/") target.searchParams.set("next", path);
  return NextResponse.redirect(target);
}

async function withPolicy(request: NextRequest) {
  const { isSecure } = getEnvironment();
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = contentPolicy({
    nonce,
    assetOrigin: await findAssetOrigin(),
    isSecure,
    isDevelopment: process.env.NODE_ENV === "development",
  });
  const headers = new Headers(request.headers);
  headers.set(NONCE_HEADER, nonce);
  headers.set(PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search);
  // Next reads the nonce for its own scripts out of the request's policy.
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  if (isSecure) {
    response.headers.set("strict-transport-security", `max-age=${YEAR_SECONDS}; includeSubDomains`);
  }
  return response;
}

/**
 * Sets the headers that differ by request and sends signed-out people to the sign-in page. It
 * authorises nothing: without this file every page and call still checks the session itself.
 */
export async function proxy(request: NextRequest) {
  if (!PUBLIC_PATH.test(request.nextUrl.pathname) && (await isSignedOut(request))) {
    return toSignIn(request);
  }
  return withPolicy(request);
}

export const config = {
  matcher: ["/((?!_next/static|_next/image|icon\\.svg).*)"],
};
