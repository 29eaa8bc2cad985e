import type { SNSEvent } from "aws-lambda";
import { describe, expect, test } from "vitest";
import { handler as onResult } from "@/infrastructure/inferences/on-result.lambda";
import { handler as onSchedule } from "@/infrastructure/inferences/on-schedule.lambda";
import type { Ports } from "@/lib/ports/ports";
import { reconcileInference } from "@/lib/use-cases/inferences/reconcile";
import { JobScene } from "@/tests/support/job-scene";
import { openMiddleware } from "@/tests/support/middleware";
import { engineProgress, engineResult } from "@/tests/support/rows";

const middleware = openMiddleware();
const system = { kind: "system" } as const;

const reconcile = (id: string, change: Partial<Ports> = {}) =>
  reconcileInference({ ...middleware().ports, ...change, actor: system }, { id });

const find = async (id: string) => {
  const found = await middleware().ports.inferences.findWithImages(id);
  if (!found) throw new Error(`The job ${id} is gone.`);
  return found;
};

/** A clock that runs ahead of the rows. */
const later = (seconds: number) => ({
  clock: { now: () => new Date(Date.now() + seconds * 1000) },
});

function notification(...messages: string[]): SNSEvent {
  const Records = messages.map((Message, index) => ({ Sns: { Message, MessageId: `m${index}` } }));
  // The function reads nothing else of a record.
  return { Records } as SNSEvent;
}

const about = (inferenceId: string, invocationStatus = "Completed") =>
  JSON.stringify({ inferenceId, invocationStatus, eventName: "InferenceResult" });

describe("the end of a job", () => {
  test("a result settles the job with each image once, however often it is told", async () => {
    const scene = await JobScene.build(middleware());
    const { id } = await scene.job("artist");
    await scene.writeResult(id, engineResult(id, 3));
    for (let told = 0; told < 3; told += 1) await onResult(notification(about(id)));
    const { row, images } = await find(id);
    expect(row).toMatchObject({ state: "completed", imageCount: 3, settledAt: expect.any(String) });
    expect(images.map(({ index }) => index)).toEqual([0, 1, 2]);
    expect(images.map(({ seed }) => seed)).toEqual([7, 8, 9]);
  });

  test("many who look at once end in the same state", async () => {
    const scene = await JobScene.build(middleware());
    const { id } = await scene.job("artist");
    await scene.writeResult(id, engineResult(id, 2));
    await Promise.all(Array.from({ length: 8 }, () => reconcile(id)));
    const { row, images } = await find(id);
    expect(row.state).toBe("completed");
    expect(images).toHaveLength(2);
  });

  test("every record of an event counts, and one that names no job spoils none", async () => {
    const scene = await JobScene.build(middleware());
    const [first, second] = [await scene.job("artist"), await scene.job("artist")];
    await scene.writeResult(first.id, engineResult(first.id, 1));
    await scene.writeResult(second.id, engineResult(second.id, 1));
    const unknown = about("01ARZ3NDEKTSV4RRFFQ69G5FAV");
    await onResult(notification("poison", about(first.id), "{}", unknown, about(second.id)));
    expect((await find(first.id)).row.state).toBe("completed");
    expect((await find(second.id)).row.state).toBe("completed");
  });

  test("a notification that is lost costs a minute and no job", async () => {
    const scene = await JobScene.build(middleware());
    const jobs = [await scene.job("artist"), await scene.job("stranger")];
    for (const { id } of jobs) await scene.writeResult(id, engineResult(id, 1));
    await onSchedule();
    for (const { id } of jobs) expect((await find(id)).row.state).toBe("completed");
  });

  test("SageMaker's copy of the answer stands in for a lost result.json", async () => {
    const scene = await JobScene.build(middleware());
    const { id } = await scene.job("artist");
    await scene.writeOutput(id, engineResult(id, 1));
    await reconcile(id);
    expect((await find(id)).row.state).toBe("completed");
  });

  test("a result wins over a failure, in whichever order they come", async () => {
    const scene = await JobScene.build(middleware());
    const late = await scene.job("artist");
    await scene.writeResult(late.id, engineResult(late.id, 1));
    await reconcile(late.id);
    await scene.writeFailure(late.id, "ModelError");
    await onResult(notification(about(late.id, "Failed")));
    expect((await find(late.id)).row).toMatchObject({ state: "completed", failure: null });

    const both = await scene.job("artist");
    await scene.writeFailure(both.id, "ModelError");
    await scene.writeResult(both.id, engineResult(both.id, 1));
    await reconcile(both.id);
    expect((await find(both.id)).row.state).toBe("completed");
  });

  test("a worker's result of another job settles nothing", async () => {
    const scene = await JobScene.build(middleware());
    const { id } = await scene.job("artist");
    await scene.writeResult(id, engineResult("another job", 1));
    await reconcile(id);
    expect((await find(id)).row.state).toBe("queued");
  });

  test("an answer that nobody can read is a failure, not a riddle", async () => {
    const scene = await JobScene.build(middleware());
    const { id } = await scene.job("artist");
    await scene.writeOutput(id, "<html>502</html>");
    await reconcile(id);
    expect((await find(id)).row).toMatchObject({
      state: "failed",
      failure: { code: "result_unreadable", blame: "system", retriable: true },
    });
  });

  test("the engine's own failure is shown in its own words", async () => {
    const scene = await JobScene.build(middleware());
    const { id } = await scene.job("artist");
    const failure = {
      code: "model_unreadable",
      message: "The model's file is damaged. Upload it again.",
      blame: "user",
      retriable: false,
    };
    await scene.writeFailure(id, failure);
    await reconcile(id);
    expect((await find(id)).row).toMatchObject({ state: "failed", failure });
  });

  test("images that a stopped worker made are kept", async () => {
    const scene = await JobScene.build(middleware());
    const { id } = await scene.job("artist", { state: "stopping" });
    await scene.writeResult(id, engineResult(id, 1, { stopped: true }));
    await reconcile(id);
    const { row, images } = await find(id);
    expect(row).toMatchObject({ state: "stopped", imageCount: 1, failure: null });
    expect(images).toHaveLength(1);
  });

  test("a process that dies between images and row is made good by the next look", async () => {
    const scene = await JobScene.build(middleware());
    const { id } = await scene.job("artist");
    await scene.writeResult(id, engineResult(id, 2));
    const { inferences } = middleware().ports;
    const dying = { ...inferences, update: () => Promise.reject(new Error("killed")) };
    await expect(reconcile(id, { inferences: dying })).rejects.toThrow("killed");
    expect((await find(id)).row.state).toBe("queued");
    await reconcile(id);
    const { row, images } = await find(id);
    expect(row.state).toBe("completed");
    expect(images).toHaveLength(2);
  });
});

describe("a job on its way", () => {
  test("progress brings it on, and late progress never brings it back", async () => {
    const scene = await JobScene.build(middleware());
    const { id } = await scene.job("artist");
    await scene.writeProgress(id, engineProgress({ state: "starting", step: 0 }));
    expect((await reconcile(id))?.row.state).toBe("starting");
    await scene.writeProgress(id, engineProgress());
    expect((await reconcile(id))?.row.state).toBe("running");
    await scene.writeProgress(id, engineProgress({ state: "starting", step: 0 }));
    expect((await reconcile(id))?.row.state).toBe("running");
  });

  test("a job whose submission was never acknowledged is submitted once more", async () => {
    const scene = await JobScene.build(middleware());
    const { id } = await scene.job("artist", { submission: null });
    const { sagemaker } = middleware();
    await reconcile(id);
    expect(sagemaker.taken).not.toContain(id);
    await reconcile(id, later(31));
    expect(sagemaker.taken.filter((taken) => taken === id)).toHaveLength(1);
    expect((await find(id)).row.submission).toMatchObject({ outputLocation: expect.any(String) });
  });

  test("a throttled submission waits, and gives up after an hour with a plain reason", async () => {
    const scene = await JobScene.build(middleware());
    const { id } = await scene.job("artist", { submission: null });
    const { sagemaker } = middleware();
    sagemaker.mode = "throttle";
    await reconcile(id, later(31));
    sagemaker.mode = "take";
    expect((await find(id)).row).toMatchObject({ state: "queued", submission: null });
    await reconcile(id, later(3700));
    expect((await find(id)).row).toMatchObject({
      state: "failed",
      failure: { code: "never_submitted", retriable: true },
    });
  });

  test("a job of an endpoint that AWS no longer has fails", async () => {
    const scene = await JobScene.build(middleware());
    const { id } = await scene.job("artist", { submission: null });
    const { sagemaker } = middleware();
    sagemaker.mode = "absent";
    await reconcile(id, later(31));
    sagemaker.mode = "take";
    expect((await find(id)).row).toMatchObject({
      state: "failed",
      failure: { code: "endpoint_gone" },
    });
  });

  test.each([
    ["failed", "endpoint_failed"],
    ["deleting", "endpoint_gone"],
  ] as const)("a silent job of an endpoint that is %s fails", async (state, code) => {
    const scene = await JobScene.build(middleware(), { state });
    const { id } = await scene.job("artist");
    await reconcile(id, later(31));
    expect((await find(id)).row).toMatchObject({ state: "failed", failure: { code } });
  });

  test("a worker that has been silent for a quarter of an hour is lost", async () => {
    const scene = await JobScene.build(middleware());
    const { id } = await scene.job("artist");
    await scene.writeProgress(id, engineProgress());
    await reconcile(id, later(14 * 60));
    expect((await find(id)).row.state).toBe("running");
    await reconcile(id, later(16 * 60));
    expect((await find(id)).row).toMatchObject({ failure: { code: "worker_lost" } });
  });

  test("a job that SageMaker has dropped from its queue fails after six hours", async () => {
    const scene = await JobScene.build(middleware());
    const { id } = await scene.job("artist");
    await reconcile(id, later(6 * 3600));
    expect((await find(id)).row.state).toBe("queued");
    await reconcile(id, later(6 * 3600 + 700));
    expect((await find(id)).row).toMatchObject({ failure: { code: "expired_in_queue" } });
  });

  test("a job that was to stop and whose worker is lost has stopped", async () => {
    const scene = await JobScene.build(middleware());
    const { id } = await scene.job("artist", { state: "stopping" });
    await scene.writeProgress(id, engineProgress());
    await reconcile(id, later(16 * 60));
    expect((await find(id)).row).toMatchObject({ state: "stopped", failure: null });
  });

  test("a job that does not exist is nothing to look at", async () => {
    expect(await reconcile("01ARZ3NDEKTSV4RRFFQ69G5FAV")).toBeUndefined();
  });
});
