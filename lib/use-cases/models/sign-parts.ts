import type { UserActor } from "@/lib/ports/actor";
import type { Context } from "@/lib/ports/ports";
import { invalidInput, notInThisState } from "@/lib/rules/refusal";
import { PART_URL_SECONDS, uploadPlan } from "@/lib/rules/uploads";
import { ownUpload } from "./own-upload";

/** Addresses to upload parts to, each bound to the part's exact size. */
export async function signParts(
  { actor, clock, models, objects }: Context<"clock" | "models" | "objects", UserActor>,
  { id, partNumbers }: { id: string; partNumbers: number[] },
): Promise<{ parts: { partNumber: number; url: string }[]; expiresAt: string }> {
  const { key, sizeBytes, state, uploadId } = ownUpload(actor, await models.find(id));
  if (state !== "uploading" || uploadId === null) {
    throw notInThisState(state, ["uploading"], "This upload has ended already.");
  }
  const { partSizeBytes, partCount } = uploadPlan(sizeBytes);
  const beyond = partNumbers.findIndex((partNumber) => partNumber > partCount);
  if (beyond >= 0) {
    const message = `This file has ${partCount} parts.`;
    throw invalidInput([{ path: `partNumbers.${beyond}`, message }]);
  }
  const expiresAt = new Date(clock.now().getTime() + PART_URL_SECONDS * 1000).toISOString();
  const parts = partNumbers.map(async (partNumber) => {
    const begin = (partNumber - 1) * partSizeBytes;
    const partBytes = Math.min(partSizeBytes, sizeBytes - begin);
    return { partNumber, url: await objects.partUrl(key, uploadId, partNumber, partBytes) };
  });
  return { parts: await Promise.all(parts), expiresAt };
}
