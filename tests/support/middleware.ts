import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { APIGatewayProxyResult } from "aws-lambda";
import { beforeAll, expect } from "vitest";
import { handler as serveEndpoints } from "@/infrastructure/endpoints/api.lambda";
import { handler as serveGateway } from "@/infrastructure/gateway/api.lambda";
import { handler as serveImages } from "@/infrastructure/images/api.lambda";
import { handler as serveInferences } from "@/infrastructure/inferences/api.lambda";
import { type Cloud, startCloud } from "@/infrastructure/local/cloud";
import { NAMES } from "@/infrastructure/local/environment";
import { handler as serveModels } from "@/infrastructure/models/api.lambda";
import { computePorts } from "@/infrastructure/runtime/ports/compute";
import { deploymentPorts } from "@/infrastructure/runtime/ports/deployment";
import { objectPorts } from "@/infrastructure/runtime/ports/objects";
import { passwordPorts } from "@/infrastructure/runtime/ports/passwords";
import { storePorts } from "@/infrastructure/runtime/ports/stores";
import { systemPorts } from "@/infrastructure/runtime/ports/system";
import { handler as serveTeam } from "@/infrastructure/team/api.lambda";
import { ASSERTION_HEADER, CONSOLE_SUBJECT } from "@/lib/contract/assertion";
import { ERRORS, type ErrorCode } from "@/lib/contract/errors";
import type { Role } from "@/lib/contract/team";
import type { UserActor } from "@/lib/ports/actor";
import type { Ports } from "@/lib/ports/ports";
import { ROLE_PERMISSIONS } from "@/lib/rules/permissions";
import { emptyTable } from "./empty-table";
import { type Operation, operations } from "./operations";
import { CONNECTION, encodeCall, pathAndQuery, toEvent } from "./proxy-event";
import { type SageMakerDouble, startSageMakerDouble } from "./sagemaker-double";
import { signTestAssertion } from "./signed-assertion";

const HANDLERS = {
  endpoints: serveEndpoints,
  health: serveGateway,
  images: serveImages,
  inferences: serveInferences,
  models: serveModels,
  team: serveTeam,
};

/** One person of each role, a second artist who owns nothing, and the console itself. */
export type Person = Role | "stranger" | "console";

export interface Answer {
  status: number;
  headers: Record<string, unknown>;
  // What an operation answers differs by operation; each test names the fields it looks at.
  // biome-ignore lint/suspicious/noExplicitAny: as above
  body: any;
}

const PEOPLE: [Person, Role][] = [
  ["administrator", "administrator"],
  ["operator", "operator"],
  ["artist", "artist"],
  ["stranger", "artist"],
  ["viewer", "viewer"],
];

const OPERATIONS = new Map(
  operations().map((operation) => [`${operation.noun}.${operation.verb}`, operation]),
);

export function operationNamed(name: string): Operation {
  const operation = OPERATIONS.get(name);
  if (!operation) throw new Error(`The contract has no operation ${name}.`);
  return operation;
}

export const toAnswer = ({ statusCode, headers, body }: APIGatewayProxyResult): Answer => ({
  status: statusCode,
  headers: headers ?? {},
  body: JSON.parse(body),
});

/** The middleware over the embedded AWS, with people of every role and a SageMaker that waits. */
export class Middleware {
  readonly people = new Map<Person, UserActor>();

  constructor(
    readonly ports: Ports,
    readonly sagemaker: SageMakerDouble,
    private readonly cloud: Cloud,
  ) {}

  /** The connection's API token. */
  get token() {
    return this.cloud.apiToken;
  }

  /** Begin anew: an empty table, one person of each role, a SageMaker that takes every job. */
  async begin() {
    await emptyTable(this.cloud);
    this.sagemaker.begin();
    this.people.clear();
    for (const [person, role] of PEOPLE) {
      const id = this.ports.ids.next();
      const createdAt = new Date().toISOString();
      const row = { id, version: 1, name: person, role, passwordHash: "none", createdAt };
      await this.ports.team.createUser(row);
      const permissions = ROLE_PERMISSIONS[role];
      this.people.set(person, { kind: "user", id, name: person, permissions });
    }
  }

  actor(person: Person): UserActor {
    const actor = this.people.get(person);
    if (!actor) throw new Error(`There is no ${person}.`);
    return actor;
  }

  /** Call an operation through the real `serve`, as the console would for this person. */
  async call(
    person: Person,
    name: string,
    input: object = {},
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const operation = operationNamed(name);
    const call = encodeCall(operation, input);
    const { method, body } = call;
    const caller =
      person === "console"
        ? { id: CONSOLE_SUBJECT, name: "Console", permissions: [] }
        : this.actor(person);
    const asserted = { connection: CONNECTION, method, path: pathAndQuery(call), body };
    const assertion = await signTestAssertion(this.token, caller, asserted);
    return this.send(operation, call, { [ASSERTION_HEADER]: assertion, ...headers });
  }

  /** Send a call just as it is. */
  async send(
    { noun }: Operation,
    call: ReturnType<typeof encodeCall>,
    headers: Record<string, string>,
  ): Promise<Answer> {
    return toAnswer(await HANDLERS[noun](toEvent(call, headers)));
  }
}

/** Start servers that live as long as this process; its folder goes with it. */
async function startMiddleware(): Promise<Middleware> {
  const dataDir = await mkdtemp(join(tmpdir(), "atelier-middleware-"));
  process.once("exit", () => rmSync(dataDir, { recursive: true, force: true }));
  // Vitest ends its workers with SIGTERM, which on its own would skip the line above.
  process.once("SIGTERM", () => process.exit());
  const cloud = await startCloud({ dataDir });
  const sagemaker = await startSageMakerDouble(NAMES.bucket);
  process.env.AWS_ENDPOINT_URL_SAGEMAKER = sagemaker.url;
  process.env.AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME = sagemaker.url;
  // Refusals are what these tests are about; their log would bury the report.
  Object.assign(systemPorts().log, { info() {}, warn() {}, error() {} });
  const ports: Ports = {
    ...systemPorts(),
    ...deploymentPorts(),
    ...storePorts(),
    ...objectPorts(),
    ...computePorts(),
    ...passwordPorts(),
  };
  return new Middleware(ports, sagemaker, cloud);
}

/** Clients are made once in a process, so servers are as well; each file gets an empty table. */
let started: Promise<Middleware> | undefined;

/** A middleware for all tests of a file; read it inside of tests only. */
export function openMiddleware(): () => Middleware {
  let middleware: Middleware | undefined;
  beforeAll(async () => {
    started ??= startMiddleware();
    middleware = await started;
    await middleware.begin();
  });
  return () => {
    if (!middleware) throw new Error("The middleware starts before the first test.");
    return middleware;
  };
}

/** Expect an error of the closed table, in the form that clients decode. */
export function expectError(answer: Answer, code: ErrorCode, data: object = {}) {
  const { status } = ERRORS[code];
  expect(answer.body).toMatchObject({
    defined: true,
    code,
    status,
    message: expect.stringMatching(/[.!]$/),
    data: { requestId: expect.any(String), ...data },
  });
  expect(answer.status).toBe(status);
  expect(answer.headers).toMatchObject({
    "content-type": "application/json",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-atelier-version": expect.any(String),
  });
  ERRORS[code].data.parse(answer.body.data);
}

/** Expect `invalid_input` that names these fields. */
export function expectInvalid(answer: Answer, ...paths: string[]) {
  expectError(answer, "invalid_input");
  const found = answer.body.data.fields.map(({ path }: { path: string }) => path);
  expect(found.sort()).toEqual([...paths].sort());
}

/** Expect a success that the contract's own output schema takes. */
export async function expectSuccess(answer: Answer, name: string) {
  const { procedure } = operationNamed(name);
  const { route, outputSchema } = procedure["~orpc"];
  expect(answer.body).not.toHaveProperty("code");
  expect(answer.status).toBe(route.successStatus);
  const checked = await outputSchema["~standard"].validate(answer.body);
  expect(checked.issues).toBeUndefined();
}
