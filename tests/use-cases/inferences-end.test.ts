import { describe, expect, test } from "vitest";
import { deleteInference } from "@/lib/use-cases/inferences/delete";
import { reconcileInference } from "@/lib/use-cases/inferences/reconcile";
import { stopInference } from "@/lib/use-cases/inferences/stop";
import { JobScene } from "@/tests/support/job-scene";
import { expectError, openMiddleware } from "@/tests/support/middleware";
import { engineProgress, engineResult } from "@/tests/support/rows";

const middleware = openMiddleware();
const artist = () => ({ ...middleware().ports, actor: middleware().actor("artist") });

describe("stopping", () => {
  test("a process that dies after the flag has stopped the worker all the same", async () => {
    const scene = await JobScene.build(middleware());
    const { id } = await scene.job("artist");
    const { inferences } = middleware().ports;
    const dying = { ...inferences, update: () => Promise.reject(new Error("killed")) };
    const stopping = stopInference({ ...artist(), inferences: dying }, { id });
    await expect(stopping).rejects.toThrow("killed");
    expect(await scene.readStopFlag(id)).toBeDefined();
    expect((await stopInference(artist(), { id })).state).toBe("stopped");
  });

  test("a worker that has just begun is asked to stop, so that its images are kept", async () => {
    const scene = await JobScene.build(middleware());
    const { id } = await scene.job("artist");
    await scene.writeProgress(id, engineProgress());
    expect((await stopInference(artist(), { id })).state).toBe("stopping");
    await scene.writeResult(id, engineResult(id, 1, { stopped: true }));
    const context = { ...middleware().ports, actor: { kind: "system" } as const };
    const reconciled = await reconcileInference(context, { id });
    expect(reconciled?.row).toMatchObject({ state: "stopped", imageCount: 1 });
  });

  test("a viewer may not, an operator may stop anybody's", async () => {
    const scene = await JobScene.build(middleware());
    const { id } = await scene.job("artist");
    expectError(await middleware().call("viewer", "inferences.stop", { id }), "forbidden");
    const answer = await middleware().call("operator", "inferences.stop", { id });
    expect(answer.body.state).toBe("stopped");
  });

  test("who sees everybody's jobs but may only stop their own is told so", async () => {
    const scene = await JobScene.build(middleware());
    const { id } = await scene.job("artist");
    const permissions = ["inferences:read-any", "inferences:stop"];
    const actor = { ...middleware().actor("stranger"), permissions };
    const stopping = stopInference({ ...middleware().ports, actor }, { id });
    await expect(stopping).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("deleting", () => {
  test("what could not be removed stays visible and can be deleted again", async () => {
    const scene = await JobScene.build(middleware());
    const { id } = await scene.job("artist", { state: "completed" });
    const { objects } = middleware().ports;
    const failing = { ...objects, deletePrefix: () => Promise.reject(new Error("S3 is down")) };
    const deleting = deleteInference({ ...artist(), objects: failing }, { id });
    await expect(deleting).rejects.toThrow("S3 is down");
    expect((await middleware().call("artist", "inferences.get", { id })).status).toBe(200);
    expect(await deleteInference(artist(), { id })).toEqual({ id });
  });

  test("a second tab that deletes the same job is told that it is gone", async () => {
    const scene = await JobScene.build(middleware());
    const { id } = await scene.job("artist", { state: "failed" });
    await middleware().call("artist", "inferences.delete", { id });
    expectError(await middleware().call("artist", "inferences.delete", { id }), "not_found");
  });

  test("the flag outlives a job that was stopped in the queue, whose request still waits", async () => {
    const scene = await JobScene.build(middleware());
    const { id } = await scene.job("artist");
    await stopInference(artist(), { id });
    await deleteInference(artist(), { id });
    expect(await scene.readStopFlag(id)).toBeDefined();
  });
});
