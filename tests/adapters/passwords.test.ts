import { describe, expect, it } from "vitest";
import { createPasswordHasher } from "@/infrastructure/adapters/passwords/argon2";
import { createQueue } from "@/infrastructure/adapters/passwords/queue";

describe("passwords", () => {
  const hasher = createPasswordHasher();

  it("are kept as argon2id with a salt of their own", async () => {
    const [first, second] = [
      await hasher.hash("correct horse"),
      await hasher.hash("correct horse"),
    ];
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(first).not.toBe(second);
    expect(await hasher.verify("correct horse", first)).toBe(true);
    expect(await hasher.verify("correct mouse", first)).toBe(false);
  });

  it("may be typed in any Unicode form", async () => {
    const hash = await hasher.hash("caf\u00e9 au lait");
    expect(await hasher.verify("cafe\u0301 au lait", hash)).toBe(true);
  });

  it("of a user who does not exist are never right", async () => {
    expect(await hasher.verify("correct horse", undefined)).toBe(false);
  });
});

describe("the queue of password checks", () => {
  it("runs two, lets some wait and refuses the rest, and recovers", async () => {
    const run = createQueue({ runningMax: 2, waitingMax: 3 });
    let finish = () => {};
    const gate = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let running = 0;
    let most = 0;
    const task = async () => {
      running += 1;
      most = Math.max(most, running);
      await gate;
      running -= 1;
    };
    const flood = Array.from({ length: 8 }, () => run(task));
    const settled = Promise.allSettled(flood);
    finish();
    const refused = (await settled).filter(({ status }) => status === "rejected");
    expect(refused).toHaveLength(3);
    expect(refused[0]).toMatchObject({ reason: { code: "unavailable" } });
    expect(most).toBe(2);
    await run(async () => {
      throw new Error("a task that fails leaves its place");
    }).catch(() => {});
    await Promise.all([run(task), run(task), run(task)]);
  });
});
