import "server-only";
import { randomUUID } from "node:crypto";
import { IDEMPOTENCY_HEADER } from "@/lib/contract/assertion";
import { VERSION_HEADER } from "@/lib/contract/contract";
import type { Session } from "@/lib/contract/team";
import { readBoundedBody } from "./bounded-body";
import { getEnvironment } from "./environment";
import { log } from "./log";
import { callMiddleware } from "./middleware";
import { isFromOurPages } from "./own-origin";
import { refusalAnswer } from "./refusal-answer";
import { findSession } from "./session";

/** Calls carry parameters; files go by presigned address. */
const BODY_BYTES_MAX = 2 ** 20;
const PREFIX = "/api";
const PASSED_ON = ["content-type", "retry-after", VERSION_HEADER];

/** Path and query below the connection, spelled as URLSearchParams spells them. */
function pathBelow(url: string): string {
  const { pathname, searchParams } = new URL(url);
  const search = searchParams.toString();
  return pathname.slice(PREFIX.length) + (search ? `?${search}` : "");
}

function headersFor(request: Request): Record<string, string> {
  const names = ["content-type", IDEMPOTENCY_HEADER];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = request.headers.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
}

async function passBack(answer: Response): Promise<Response> {
  const headers = new Headers({ "cache-control": "no-store" });
  for (const name of PASSED_ON) {
    const value = answer.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  return new Response(await answer.text(), { status: answer.status, headers });
}

/**
 * The middleware refused the console itself: a wrong key, another clock, or something in between
 * answered. The person who asked can neither know nor change that.
 */
const refusedUs = (answer: Response) =>
  answer.status === 401 ||
  (answer.status >= 300 && answer.status < 400) ||
  !answer.headers.has(VERSION_HEADER);

async function forward(request: Request, { user }: Session, requestId: string): Promise<Response> {
  const body = await readBoundedBody(request, BODY_BYTES_MAX);
  if (body === null) return tooLarge(requestId);
  const path = pathBelow(request.url);
  try {
    const { method, signal } = request;
    const headers = headersFor(request);
    const answer = await callMiddleware(user, { method, path, body, headers, signal });
    if (!refusedUs(answer)) return await passBack(answer);
    log.error({ requestId, path, status: answer.status }, "the middleware refused the console");
  } catch (error) {
    if (!request.signal.aborted) log.error({ requestId, path, err: error }, "no answer");
  }
  return refusalAnswer("unavailable", { requestId });
}

const tooLarge = (requestId: string) =>
  refusalAnswer("invalid_input", {
    requestId,
    message: "This request is too large: 1 MiB is the most. Send less at once.",
    data: { fields: [{ path: "body", message: "Send at most 1 MiB." }] },
  });

/** The one way from a browser to the middleware: checks the session, signs, forwards. */
export async function answerApi(request: Request): Promise<Response> {
  const requestId = randomUUID();
  let session: Session | null;
  try {
    session = await findSession();
  } catch (error) {
    log.error({ requestId, err: error }, "the session could not be read");
    return refusalAnswer("unavailable", { requestId });
  }
  if (!session) return refusalAnswer("unauthenticated", { requestId });
  if (!isFromOurPages(request.method, request.headers, getEnvironment().origin)) {
    return refusalAnswer("forbidden", {
      requestId,
      message: "Changes are taken from the console's own pages only.",
    });
  }
  return forward(request, session, requestId);
}
