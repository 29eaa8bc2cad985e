import { expect, test } from "vitest";
import { JobScene } from "@/tests/support/job-scene";
import { expectSuccess, openMiddleware } from "@/tests/support/middleware";

const middleware = openMiddleware();

test("jobs come newest first, in pages that are full unless they are the last", async () => {
  const scene = await JobScene.build(middleware());
  const ids: string[] = [];
  for (let made = 0; made < 3; made += 1) ids.unshift((await scene.job("artist")).id);

  const first = await middleware().call("artist", "inferences.list", { limit: 2 });
  await expectSuccess(first, "inferences.list");
  expect(first.body.items.map(({ id }: { id: string }) => id)).toEqual(ids.slice(0, 2));

  const { nextCursor: cursor } = first.body;
  const second = await middleware().call("artist", "inferences.list", { limit: 2, cursor });
  expect(second.body.items.map(({ id }: { id: string }) => id)).toEqual(ids.slice(2));
  expect(second.body.nextCursor).toBeNull();
});

test("an artist is shown their own jobs only, a viewer everybody's", async () => {
  const scene = await JobScene.build(middleware());
  const { id } = await scene.job("stranger");
  const idsFor = async (person: "artist" | "viewer") => {
    const { body } = await middleware().call(person, "inferences.list");
    return body.items.map((item: { id: string }) => item.id);
  };
  expect(await idsFor("artist")).not.toContain(id);
  expect(await idsFor("viewer")).toContain(id);
});

test("open jobs leave their list when they are settled", async () => {
  const scene = await JobScene.build(middleware());
  const open = await scene.job("operator");
  const settled = await scene.job("operator");
  const { inferences } = middleware().ports;
  await inferences.update({ ...settled, state: "completed", settledAt: settled.createdAt });
  const { body } = await middleware().call("operator", "inferences.list", { state: "open" });
  const ids = body.items.map((item: { id: string }) => item.id);
  expect(ids).toContain(open.id);
  expect(ids).not.toContain(settled.id);
});
