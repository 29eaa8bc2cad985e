import Link from "next/link";
import { useTranslations } from "next-intl";
import type { Image } from "@/lib/contract/images";
import { PictureFrame } from "./picture-frame";

/** What a job has made: one picture large, several as a sheet of thumbnails. Each opens in the history. */
export function FinishedPictures({ images }: { images: Image[] }) {
  const [only] = images;
  if (!only) return null;
  return images.length === 1 ? <OnePicture image={only} /> : <PictureSheet images={images} />;
}

const hrefOf = ({ id }: Image) => `/history/${id}`;

function OnePicture({ image }: { image: Image }) {
  return (
    <PictureFrame width={image.width} height={image.height}>
      <Link href={hrefOf(image)} className="size-full">
        <img
          src={image.url}
          alt={image.prompt}
          width={image.width}
          height={image.height}
          className="size-full"
        />
      </Link>
    </PictureFrame>
  );
}

function PictureSheet({ images }: { images: Image[] }) {
  const t = useTranslations("jobs");
  return (
    <ul className="mx-auto grid w-full max-w-160 grid-cols-[repeat(auto-fill,minmax(min(11rem,45%),1fr))] gap-2">
      {images.map((image) => (
        <li key={image.id}>
          <Link
            href={hrefOf(image)}
            className="block overflow-hidden rounded-md border border-line bg-sunken"
          >
            <img
              src={image.thumbnailUrl}
              alt={t("pictureAlt", { number: image.index + 1, seed: String(image.seed) })}
              width={image.width}
              height={image.height}
              className="w-full"
            />
          </Link>
        </li>
      ))}
    </ul>
  );
}
