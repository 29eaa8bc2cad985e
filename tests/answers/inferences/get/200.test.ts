import { expect, test } from "vitest";
import { JobScene } from "@/tests/support/job-scene";
import { expectSuccess, openMiddleware } from "@/tests/support/middleware";
import { engineResult } from "@/tests/support/rows";

const middleware = openMiddleware();

test("a finished job is shown with its images, in order", async () => {
  const scene = await JobScene.build(middleware());
  const { id } = await scene.job("artist");
  await scene.writeResult(id, engineResult(id, 2));
  await middleware().call("artist", "inferences.getProgress", { id });

  const answer = await middleware().call("artist", "inferences.get", { id });
  await expectSuccess(answer, "inferences.get");
  expect(answer.body).toMatchObject({
    state: "completed",
    imageCount: 2,
    unknownWords: ["zeppelin"],
  });
  expect(answer.body.images.map(({ index }: { index: number }) => index)).toEqual([0, 1]);
  expect(answer.body.coverUrls).toHaveLength(2);
});
