import type { InferenceDetail } from "@/lib/contract/inferences";
import type { UserActor } from "@/lib/ports/actor";
import type { Context } from "@/lib/ports/ports";
import { presentImage } from "@/lib/rules/images";
import { notFound } from "@/lib/rules/refusal";
import { presentInference } from "./present";
import { visibleTo } from "./visible";

/** A job with its images, by index. */
export async function getInference(
  context: Context<"inferences" | "objects", UserActor>,
  { id }: { id: string },
): Promise<InferenceDetail> {
  const { actor, inferences, objects } = context;
  const found = await inferences.findWithImages(id);
  if (!found) throw notFound("job");
  const row = visibleTo(actor, found.row);
  const [inference, images] = await Promise.all([
    presentInference(context, row),
    Promise.all(
      found.images.map((image) =>
        presentImage(image, (key, options) => objects.readUrl(key, options)),
      ),
    ),
  ]);
  return { ...inference, images };
}
