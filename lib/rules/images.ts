import type { Image } from "@/lib/contract/images";

/** What is stored of an image, as far as it is shown. */
interface StoredImage {
  inferenceId: string;
  index: number;
  seed: number;
  width: number;
  height: number;
  sizeBytes: number;
  key: string;
  thumbnailKey: string;
  prompt: string;
  owner: { id: string; name: string };
  model: { id: string; name: string };
  createdAt: string;
}

type ReadUrl = (key: string, options?: { downloadAs?: string }) => Promise<string>;

/** Name of a downloaded image: AUTOMATIC1111's `<number>-<seed>`, behind the job it belongs to. */
const downloadName = ({ inferenceId, index, seed }: StoredImage) =>
  `${inferenceId.toLowerCase()}-${String(index).padStart(4, "0")}-${seed}.png`;

/** The image as the API shows it; `readUrl` makes the addresses of its files. */
export async function presentImage(image: StoredImage, readUrl: ReadUrl): Promise<Image> {
  const { inferenceId, index, seed, width, height, sizeBytes, prompt, createdAt } = image;
  const [url, thumbnailUrl, downloadUrl] = await Promise.all([
    readUrl(image.key),
    readUrl(image.thumbnailKey),
    readUrl(image.key, { downloadAs: downloadName(image) }),
  ]);
  return {
    id: `${inferenceId}-${index}`,
    inferenceId,
    index,
    seed,
    width,
    height,
    sizeBytes,
    prompt,
    model: { id: image.model.id, name: image.model.name },
    owner: { id: image.owner.id, name: image.owner.name },
    createdAt,
    url,
    thumbnailUrl,
    downloadUrl,
  };
}
