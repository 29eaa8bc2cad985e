import "server-only";
import { type ApiClient, makeClient } from "@/lib/client/api";
import { ASSERTION_HEADER } from "@/lib/contract/assertion";
import { BASE_PATH } from "@/lib/contract/contract";
import { type AssertedRequest, type Caller, CONSOLE_CALLER, signAssertion } from "./assertion";
import { getEnvironment } from "./environment";

/** API Gateway gives up after 29 s; a second more tells its answer from silence. */
const ANSWER_MS_MAX = 30_000;

export interface MiddlewareRequest extends AssertedRequest {
  /** Further headers; the key and the assertion are added and cannot be overridden. */
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/**
 * One signed call. Redirects are not followed: nothing but the middleware may get the key.
 *
 * @throws TypeError or TimeoutError when no answer came
 */
export async function callMiddleware(
  caller: Caller,
  { method, path, body, headers, signal }: MiddlewareRequest,
): Promise<Response> {
  const { apiUrl, apiToken } = getEnvironment();
  const assertion = await signAssertion({ apiUrl, apiToken }, caller, { method, path, body });
  const timeout = AbortSignal.timeout(ANSWER_MS_MAX);
  return fetch(apiUrl + path, {
    method,
    headers: { ...headers, "x-api-key": apiToken, [ASSERTION_HEADER]: assertion },
    body: body === "" ? undefined : body,
    redirect: "manual",
    cache: "no-store",
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
  });
}

/** The typed client of the middleware, on behalf of one caller. */
export function middlewareFor(caller: Caller): ApiClient {
  const { apiUrl } = getEnvironment();
  return makeClient({
    baseUrl: () => apiUrl + BASE_PATH,
    fetch: async (request) =>
      callMiddleware(caller, {
        method: request.method,
        path: request.url.slice(apiUrl.length),
        body: await request.text(),
        headers: Object.fromEntries(request.headers),
        signal: request.signal,
      }),
  });
}

export const middlewareForConsole = () => middlewareFor(CONSOLE_CALLER);
