import { expect, test } from "vitest";
import { JobScene } from "@/tests/support/job-scene";
import { expectSuccess, openMiddleware } from "@/tests/support/middleware";

const middleware = openMiddleware();

test("endpoints are listed without SageMaker's own name", async () => {
  const { endpoint } = await JobScene.build(middleware());
  const answer = await middleware().call("viewer", "endpoints.list");
  await expectSuccess(answer, "endpoints.list");
  expect(answer.body.items.map(({ id }: { id: string }) => id)).toContain(endpoint.id);
  expect(JSON.stringify(answer.body)).not.toContain(endpoint.sagemakerName);
});
