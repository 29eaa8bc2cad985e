import { beforeAll, describe, expect, test } from "vitest";
import { ASSERTION_HEADER, type AssertionClaims } from "@/lib/contract/assertion";
import { ROLES } from "@/lib/contract/team";
import { ROLE_PERMISSIONS } from "@/lib/rules/permissions";
import { expectError, openMiddleware, type Person } from "@/tests/support/middleware";
import { type Operation, operations } from "@/tests/support/operations";
import { CONNECTION, encodeCall, pathAndQuery } from "@/tests/support/proxy-event";
import { UNKNOWN_ID } from "@/tests/support/rows";
import { signTestAssertion } from "@/tests/support/signed-assertion";

const middleware = openMiddleware();
const guarded = operations().filter(({ meta }) => meta.permission !== "public");
const named = (list: Operation[]) =>
  list.map((operation) => [`${operation.noun}.${operation.verb}`, operation] as const);

const INPUT = { id: UNKNOWN_ID };

/** Send a call with an assertion that is right but for what a test changes. */
async function sendAsserted(
  operation: Operation,
  change: { token?: string; claims?: Partial<AssertionClaims>; input?: object },
) {
  const call = encodeCall(operation, INPUT);
  const { method, body } = call;
  const everything = { ...middleware().actor("administrator") };
  const asserted = { connection: CONNECTION, method, path: pathAndQuery(call), body };
  const { token = middleware().token, claims } = change;
  const assertion = await signTestAssertion(token, everything, asserted, claims);
  const sent = change.input ? encodeCall(operation, change.input) : call;
  return middleware().send(operation, sent, { [ASSERTION_HEADER]: assertion });
}

describe("401: nobody is believed without an assertion made for exactly this call", () => {
  let nowSeconds = 0;
  beforeAll(() => {
    nowSeconds = Math.floor(Date.now() / 1000);
  });

  test.each(named(guarded))("%s", async (_, operation) => {
    const none = await middleware().send(operation, encodeCall(operation, INPUT), {});
    expectError(none, "unauthenticated");
    const garbage = { [ASSERTION_HEADER]: "e30.e30.e30" };
    expectError(
      await middleware().send(operation, encodeCall(operation, INPUT), garbage),
      "unauthenticated",
    );
    const wrong: Parameters<typeof sendAsserted>[1][] = [
      { token: "another token than the connection's" },
      { claims: { iat: nowSeconds - 300, exp: nowSeconds - 240 } },
      { claims: { iat: nowSeconds - 120, exp: nowSeconds + 600 } },
      { claims: { iat: nowSeconds, exp: nowSeconds + 3600 } },
      { claims: { iat: nowSeconds + 600, exp: nowSeconds + 660 } },
      { claims: { path: "/v1/other" } },
      { claims: { method: "PATCH" } },
      { claims: { connection: "https://other.example.test/prod" } },
      { claims: { body_sha256: "0".repeat(64) } },
      { claims: { iss: "somebody" as AssertionClaims["iss"] } },
    ];
    for (const change of wrong) {
      expectError(await sendAsserted(operation, change), "unauthenticated");
    }
  });

  test("a body or a query that was changed on the way is not believed", async () => {
    const [create, list] = ["create", "list"].map(
      (verb) => guarded.find((each) => each.noun === "models" && each.verb === verb)!,
    );
    expectError(await sendAsserted(create!, { input: { name: "Other" } }), "unauthenticated");
    expectError(await sendAsserted(list!, { input: { limit: 1 } }), "unauthenticated");
  });

  test("an assertion without a signature is not believed", async () => {
    const operation = guarded[0]!;
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const claims = { iss: "atelier-console", sub: "x", permissions: [], iat: nowSeconds };
    const unsigned = `${part({ alg: "none" })}.${part(claims)}.`;
    const headers = { [ASSERTION_HEADER]: unsigned };
    const answer = await middleware().send(operation, encodeCall(operation, INPUT), headers);
    expectError(answer, "unauthenticated");
  });
});

describe("403: what a role lacks is refused before anything is read", () => {
  const people: Person[] = [...ROLES, "console"];

  function mayDo(person: Person, { meta: { permission } }: Operation) {
    if (person === "console") return permission === "console";
    const role = ROLES.find((each) => each === person);
    return role !== undefined && ROLE_PERMISSIONS[role].some((held) => held === permission);
  }

  test.each(named(guarded))("%s", async (name, operation) => {
    for (const person of people) {
      const answer = await middleware().call(person, name, INPUT);
      if (mayDo(person, operation)) expect(answer.status, person).not.toBe(403);
      else expectError(answer, "forbidden", { permission: operation.meta.permission });
    }
  });

  test("a person with the right to nothing may do nothing", async () => {
    const { people: known } = middleware();
    known.set("stranger", { ...middleware().actor("stranger"), permissions: [] });
    for (const [name] of named(guarded)) {
      expectError(await middleware().call("stranger", name, INPUT), "forbidden");
    }
  });
});
