import { OpenAPIHandler } from "@orpc/openapi/fetch";
import { StandardOpenAPIMatcher } from "@orpc/openapi/standard";
import type { AnyRouter } from "@orpc/server";
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import * as z from "zod";
import { BASE_PATH } from "@/lib/contract/contract";
import type { OperationMeta } from "@/lib/contract/operation";
import type { Ports } from "@/lib/ports/ports";
import { Refusal } from "@/lib/rules/refusal";
import { answer, answerError } from "./answer";
import { readActor } from "./assertion";
import { authorize } from "./authorize";
import { checkBody } from "./body";
import { type Call, readCall } from "./call";
import { env } from "./env";
import { readClaim } from "./idempotency";
import { type Given, implementNoun, type Noun, type UseCases } from "./implement";
import { issueSentence } from "./issue-sentences";
import { readToken } from "./token";

z.config({ customError: issueSentence });

export type ApiHandler = (event: APIGatewayProxyEvent) => Promise<APIGatewayProxyResult>;

type Needs = Pick<Ports, "clock" | "log">;

const noSuchAddress = () =>
  new Refusal("not_found", {}, { message: "There is no such address in this API." });

/** The operation that a call is meant for, by method and path below the base path. */
async function findOperation(matcher: StandardOpenAPIMatcher, { method, path }: Call) {
  if (!path.startsWith(`${BASE_PATH}/`)) throw noSuchAddress();
  const match = await matcher.match(method, `/${path.slice(BASE_PATH.length + 1)}`);
  if (!match) throw noSuchAddress();
  // Every procedure of the contract comes out of `operation`, which gives it this meta.
  return match.procedure["~orpc"].meta as OperationMeta;
}

/** The one place that decides who may call what. */
async function admit({ permission }: OperationMeta, call: Call, now: Date) {
  if (permission === "public") return undefined;
  const actor = await readActor(call, await readToken(), now);
  authorize(actor, permission);
  return actor;
}

function toRequest({ method, path, query, connection, body }: Call): Request {
  const url = new URL(path, connection);
  url.search = new URLSearchParams(query).toString();
  return new Request(url, {
    method,
    headers: { "content-type": "application/json" },
    // Without a body nothing is said, which is an input without fields rather than no input.
    body: method === "GET" ? undefined : body.toString("utf8") || "{}",
  });
}

/** Errors pass the handler untouched: the answer to them is made in one place, for all of them. */
async function handle(
  handler: OpenAPIHandler<Given<object>>,
  call: Call,
  context: Given<object>,
): Promise<APIGatewayProxyResult> {
  const { response } = await handler.handle(toRequest(call), { prefix: BASE_PATH, context });
  if (!response) throw noSuchAddress();
  return answer(response.status, await response.text());
}

function createHandler(router: AnyRouter) {
  // oRPC would turn what is thrown into its own answer; carrying it outside keeps ours.
  const thrown = new WeakMap<object, { error: unknown }>();
  const handler = new OpenAPIHandler<Given<object>>(router, {
    interceptors: [
      async ({ context, next }) => {
        try {
          return await next();
        } catch (error) {
          thrown.set(context, { error });
          throw error;
        }
      },
    ],
  });
  return async (call: Call, context: Given<object>) => {
    const result = await handle(handler, call, context);
    const failed = thrown.get(context);
    if (failed) throw failed.error;
    return result;
  };
}

/**
 * Serve a noun behind API Gateway: find the operation, check the assertion and its permission,
 * read the input, run the use case, answer with its DTO or with an error of the closed table.
 *
 * @param ports makes what the use cases need; called with the first request
 */
export function serve<Of extends Noun, Available extends Needs>(
  noun: Of,
  useCases: UseCases<Of, Available>,
  ports: () => Available,
): ApiHandler {
  const router = implementNoun(noun, useCases);
  const matcher = new StandardOpenAPIMatcher();
  matcher.init(router);
  const handleCall = createHandler(router);

  return async (event) => {
    const available = ports();
    const { clock, log } = available;
    const { requestId } = event.requestContext;
    try {
      const call = readCall(event, env.apiBaseUrl);
      const meta = await findOperation(matcher, call);
      const actor = await admit(meta, call, clock.now());
      checkBody(call);
      const claim = readClaim(meta, call, actor);
      return await handleCall(call, { ports: available, actor, claim });
    } catch (error) {
      return answerError(error, requestId, log);
    }
  };
}
