import { expect, test } from "vitest";
import { handler as onSchedule } from "@/infrastructure/endpoints/on-schedule.lambda";
import { createEndpoint } from "@/lib/use-cases/endpoints/create";
import { reconcileEndpoints } from "@/lib/use-cases/endpoints/reconcile";
import { JobScene } from "@/tests/support/job-scene";
import { openMiddleware } from "@/tests/support/middleware";

const middleware = openMiddleware();
const system = { kind: "system" } as const;

const REQUEST = {
  name: "This computer",
  engine: "tiny",
  image: "atelier/tiny",
  instanceType: "ml.g5.xlarge",
  instanceCount: 1,
  priceUsdPerHour: 0,
} as const;

test("an endpoint is created once under its name, and a crash in between heals", async () => {
  const { ports } = middleware();
  const asked: string[] = [];
  let dies = true;
  const compute = {
    ...ports.compute,
    createEndpoint: async ({ sagemakerName }: { sagemakerName: string }) => {
      asked.push(sagemakerName);
      if (dies) throw new Error("killed");
    },
  };
  const create = () => createEndpoint({ ...ports, compute, actor: system }, REQUEST);
  await expect(create()).rejects.toThrow("killed");
  dies = false;
  const [first, second] = [await create(), await create()];
  expect(second.id).toBe(first.id);
  expect(first.state).toBe("creating");
  expect(new Set(asked).size).toBe(1);
});

test("rows follow what SageMaker says, there and back", async () => {
  const { endpoint } = await JobScene.build(middleware(), { state: "creating" });
  const { sagemaker, ports } = middleware();
  const stored = () => ports.endpoints.find(endpoint.id);
  await onSchedule();
  expect(await stored()).toMatchObject({ state: "in_service", failure: null });

  sagemaker.endpointStatus = "Failed";
  sagemaker.failureReason = "The primary container did not pass the ping health check.";
  await onSchedule();
  expect(await stored()).toMatchObject({
    state: "failed",
    failure: { code: "endpoint_failed", message: expect.stringContaining("container") },
  });

  sagemaker.endpointStatus = "InService";
  await onSchedule();
  expect(await stored()).toMatchObject({ state: "in_service", failure: null });
});

test("an endpoint that AWS does not have is failed, unless it has just been asked for", async () => {
  const fresh = await JobScene.build(middleware(), { state: "creating" });
  const { sagemaker, ports } = middleware();
  sagemaker.endpointStatus = "absent";
  await reconcileEndpoints({ ...ports, actor: system });
  expect(await ports.endpoints.find(fresh.endpoint.id)).toMatchObject({ state: "creating" });

  const clock = { now: () => new Date(Date.now() + 61_000) };
  await reconcileEndpoints({ ...ports, clock, actor: system });
  sagemaker.endpointStatus = "InService";
  expect(await ports.endpoints.find(fresh.endpoint.id)).toMatchObject({
    state: "failed",
    failure: { code: "endpoint_gone" },
    instanceCount: 0,
  });
});
