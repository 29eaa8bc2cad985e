import { CreateEndpointCommand, DeleteEndpointCommand } from "@aws-sdk/client-sagemaker";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SageMaker } from "./test-sagemaker";

let sagemaker: SageMaker;
const ENDPOINT = "survivor";

beforeAll(async () => {
  sagemaker = await SageMaker.start();
  await sagemaker.createReadyEndpoint(ENDPOINT);
});
afterAll(() => sagemaker.stop());

/** What was acknowledged is settled, whatever happens to the process in between. */
describe("after a restart", () => {
  it("serves what was queued and what was under way", async () => {
    const ids = ["under-way", "queued-1", "queued-2"];
    for (const InferenceId of ids) {
      await sagemaker.invoke(ENDPOINT, { say: InferenceId, waitMs: 400 }, { InferenceId });
    }
    await sagemaker.restart();
    for (const id of ids) {
      expect((await sagemaker.notified(id)).message.invocationStatus).toBe("Completed");
    }
    expect(ids.map((id) => sagemaker.notificationsOf(id))).toEqual([1, 1, 1]);
  });

  it("does not count its own end against a request", async () => {
    const InferenceId = "patient";
    await sagemaker.invoke(ENDPOINT, { say: "at last", waitMs: 1500 }, { InferenceId });
    for (let round = 0; round < 3; round += 1) {
      await sagemaker.becomes(ENDPOINT, "InService");
      await sagemaker.restart();
    }
    expect((await sagemaker.notified(InferenceId)).message.invocationStatus).toBe("Completed");
  });

  it("tells what was settled but not yet told", async () => {
    const notification = () => ({ copies: 1, delayMs: 60_000 });
    await sagemaker.restart({ faults: { notification } });
    const told = { InferenceId: "untold" };
    const { OutputLocation } = await sagemaker.invoke(ENDPOINT, { say: "x" }, told);
    await expect
      .poll(() => sagemaker.read(OutputLocation).catch(() => ""), { timeout: 20_000 })
      .toContain("said");
    expect(sagemaker.notificationsOf("untold")).toBe(0);
    await sagemaker.restart();
    await sagemaker.notified("untold");
  });

  it("tries an endpoint again that had failed for want of capacity", async () => {
    await sagemaker.restart({ faults: { lacksCapacity: () => true } });
    await sagemaker.becomes(ENDPOINT, "Failed");
    await expect(sagemaker.invoke(ENDPOINT, { say: "x" })).rejects.toThrow("is not InService");
    await sagemaker.restart();
    await sagemaker.becomes(ENDPOINT, "InService");
  });

  it("has forgotten what a deleted endpoint still had to do", async () => {
    await sagemaker.createReadyEndpoint("deleted");
    for (const InferenceId of ["interrupted", "never-begun"]) {
      await sagemaker.invoke("deleted", { hang: true }, { InferenceId });
    }
    await sagemaker.control.send(new DeleteEndpointCommand({ EndpointName: "deleted" }));
    await expect
      .poll(() => sagemaker.describe("deleted").then(String, String), { timeout: 20_000 })
      .toContain("Could not find endpoint");
    await sagemaker.restart();
    const config = { EndpointName: "deleted", EndpointConfigName: "deleted" };
    await sagemaker.control.send(new CreateEndpointCommand(config));
    await sagemaker.becomes("deleted", "InService");
    await sagemaker.invoke("deleted", { say: "new" }, { InferenceId: "first-of-new" });
    await sagemaker.notified("first-of-new");
    expect(sagemaker.notificationsOf("interrupted")).toBe(0);
    expect(sagemaker.notificationsOf("never-begun")).toBe(0);
  });
});
