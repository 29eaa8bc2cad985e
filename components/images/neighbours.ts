import type { Image } from "@/lib/contract/images";

export interface Neighbours {
  previousId: string | null;
  nextId: string | null;
}

/**
 * The images before and after one: in the gallery that it was opened from, else among the images of
 * its job.
 */
export function neighboursOf(
  imageId: string,
  gallery: readonly Image[],
  siblings: readonly Image[],
): Neighbours {
  const list = gallery.some(({ id }) => id === imageId) ? gallery : siblings;
  const index = list.findIndex(({ id }) => id === imageId);
  return {
    previousId: index > 0 ? list[index - 1]!.id : null,
    nextId: index >= 0 ? (list[index + 1]?.id ?? null) : null,
  };
}

/** The job that an image belongs to; ids of images are `<inference id>-<index>`. */
export const inferenceIdOf = (imageId: string) => imageId.split("-")[0]!;
