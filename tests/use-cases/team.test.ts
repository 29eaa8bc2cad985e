import { describe, expect, test } from "vitest";
import { handler as invokeOpenSetUp } from "@/infrastructure/team/open-set-up.lambda";
import type { PasswordHasher } from "@/lib/ports/team";
import { SESSION_IDLE_SECONDS_MAX, SESSION_SECONDS_MAX } from "@/lib/rules/sign-in";
import { checkSetUp } from "@/lib/use-cases/team/check-set-up";
import { findSession } from "@/lib/use-cases/team/find-session";
import { openSetUp } from "@/lib/use-cases/team/open-set-up";
import { setUpAdministrator } from "@/lib/use-cases/team/set-up";
import { signIn } from "@/lib/use-cases/team/sign-in";
import { createUser } from "@/tests/support/create-user";
import { openMiddleware } from "@/tests/support/middleware";

const middleware = openMiddleware();
const actor = { kind: "console" } as const;
const PASSWORD = "correct horse battery";

/** Right without the work of a real hash, and a record of what was looked at. */
function countingHasher() {
  const verified: (string | undefined)[] = [];
  const passwords: PasswordHasher = {
    hash: async (password) => `plain:${password}`,
    verify: async (password, hash) => {
      verified.push(hash);
      return hash === `plain:${password}`;
    },
  };
  return { passwords, verified };
}

/** A user of their own and a clock that a test sets, in seconds from now. */
async function scene(name: string) {
  const { passwords, verified } = countingHasher();
  const time = { seconds: 0 };
  const start = Date.now();
  const clock = { now: () => new Date(start + time.seconds * 1000) };
  const context = { ...middleware().ports, passwords, clock, actor };
  await createUser({ ports: context }, { name, password: PASSWORD });
  const attempt = (password: string) => signIn(context, { name, password, address: name });
  return { attempt, context, time, verified };
}

describe("signing in", () => {
  test("five wrong passwords are free, the next tries wait twice as long each", async () => {
    const { attempt, time } = await scene("Waiting");
    for (let tried = 0; tried < 5; tried += 1) {
      await expect(attempt("wrong")).rejects.toMatchObject({ code: "invalid_input" });
    }
    for (const wait of [1, 2, 4, 8]) {
      const early = { code: "limit_reached", data: { retryAfterSeconds: wait } };
      await expect(attempt(PASSWORD)).rejects.toMatchObject(early);
      time.seconds += wait;
      await expect(attempt("wrong")).rejects.toMatchObject({ code: "invalid_input" });
    }
  });

  test("the right password after the wait forgets what was wrong before", async () => {
    const { attempt, time } = await scene("Forgiven");
    for (let tried = 0; tried < 6; tried += 1) {
      await attempt("wrong").catch(() => undefined);
    }
    time.seconds += 60;
    await expect(attempt(PASSWORD)).resolves.toMatchObject({ user: { name: "Forgiven" } });
    await expect(attempt("wrong")).rejects.toMatchObject({ code: "invalid_input" });
    await expect(attempt(PASSWORD)).resolves.toBeDefined();
  });

  test("fifty guesses at once are not fifty looks at the password", async () => {
    const { attempt, verified } = await scene("Flooded");
    await Promise.allSettled(Array.from({ length: 50 }, (_, guess) => attempt(`guess ${guess}`)));
    expect(verified.length).toBeLessThanOrEqual(6);
  });

  test("an unknown name costs the same look as a known one", async () => {
    const { context, verified } = await scene("Known");
    const request = { name: "Unknown", password: PASSWORD, address: "192.0.2.9" };
    await expect(signIn(context, request)).rejects.toMatchObject({ code: "invalid_input" });
    expect(verified).toEqual([undefined]);
  });
});

describe("a session", () => {
  test("ends when it is not used, and lives on while it is", async () => {
    const { attempt, context, time } = await scene("Idle");
    const { sessionId } = await attempt(PASSWORD);
    time.seconds = SESSION_IDLE_SECONDS_MAX - 60;
    await expect(findSession(context, { sessionId })).resolves.toBeDefined();
    time.seconds += SESSION_IDLE_SECONDS_MAX - 60;
    await expect(findSession(context, { sessionId })).resolves.toBeDefined();
    time.seconds += SESSION_IDLE_SECONDS_MAX + 1;
    const ended = findSession(context, { sessionId });
    await expect(ended).rejects.toMatchObject({ code: "not_found" });
  });

  test("ends after a week, however much it is used", async () => {
    const { attempt, context, time } = await scene("Busy");
    const { sessionId } = await attempt(PASSWORD);
    const step = SESSION_IDLE_SECONDS_MAX - 60;
    for (time.seconds = step; time.seconds < SESSION_SECONDS_MAX; time.seconds += step) {
      await findSession(context, { sessionId });
    }
    time.seconds = SESSION_SECONDS_MAX;
    const ended = findSession(context, { sessionId });
    await expect(ended).rejects.toMatchObject({ code: "not_found" });
  });

  test("is written at most once in five minutes", async () => {
    const { attempt, context, time } = await scene("Quiet");
    const { sessionId } = await attempt(PASSWORD);
    let touches = 0;
    const team = {
      ...context.team,
      touchSession: async (...args: Parameters<typeof context.team.touchSession>) => {
        touches += 1;
        await context.team.touchSession(...args);
      },
    };
    for (let minute = 1; minute <= 11; minute += 1) {
      time.seconds = minute * 60;
      await findSession({ ...context, team }, { sessionId });
    }
    expect(touches).toBe(2);
  });

  test("is stored as a hash: what the table holds opens nothing", async () => {
    const { attempt, context } = await scene("Hashed");
    const { sessionId } = await attempt(PASSWORD);
    expect(await context.team.findSession(sessionId)).toBeUndefined();
  });
});

describe("the set-up link", () => {
  test("expires after a day, and is then neither open nor usable", async () => {
    const { context, time } = await scene("Late");
    const link = await openSetUp(context);
    if (link.state !== "open") throw new Error("Nobody has set up yet.");
    time.seconds = 24 * 60 * 60;
    expect(await checkSetUp(context, link)).toEqual({ state: "expired" });
    const request = { token: link.token, name: "Too late", password: PASSWORD };
    const used = setUpAdministrator(context, request);
    await expect(used).rejects.toMatchObject({ code: "not_found" });
  });

  test("is made for an operator who invokes the function", async () => {
    const { context } = await scene("Operator");
    const { path } = await invokeOpenSetUp();
    const token = new URL(path, "https://atelier.example").searchParams.get("token") ?? "";
    expect(await checkSetUp(context, { token })).toEqual({ state: "open" });
  });

  test("makes one administrator, whoever is faster", async () => {
    const { context } = await scene("Race");
    const link = await openSetUp(context);
    if (link.state !== "open") throw new Error("Nobody has set up yet.");
    const tries = ["Ada", "Eve"].map((name) =>
      setUpAdministrator(context, { token: link.token, name, password: PASSWORD }),
    );
    const ended = await Promise.allSettled(tries);
    expect(ended.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await checkSetUp(context, link)).toEqual({ state: "done" });
  });
});
