import { expect, test } from "vitest";
import { JobScene } from "@/tests/support/job-scene";
import { expectSuccess, openMiddleware } from "@/tests/support/middleware";
import { engineResult } from "@/tests/support/rows";

const middleware = openMiddleware();

test("images come newest first with addresses of all three files", async () => {
  const scene = await JobScene.build(middleware());
  const { id } = await scene.job("artist");
  await scene.writeResult(id, engineResult(id, 2));
  await middleware().call("artist", "inferences.getProgress", { id });

  const answer = await middleware().call("artist", "images.list", { owner: "me" });
  await expectSuccess(answer, "images.list");
  expect(answer.body.items.map((image: { id: string }) => image.id)).toEqual([
    `${id}-1`,
    `${id}-0`,
  ]);
  const [newest] = answer.body.items;
  expect(new URL(newest.downloadUrl).search).toContain("attachment");
});

test("everybody's images are only shown to those who may see them", async () => {
  const countFor = async (person: "stranger" | "viewer") =>
    (await middleware().call(person, "images.list")).body.items.length;
  expect(await countFor("stranger")).toBe(0);
  expect(await countFor("viewer")).toBe(2);
});
