"use client";

import { Download, SlidersHorizontal } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { ImageStage } from "@/components/images/image-stage";
import { SiblingStrip } from "@/components/images/sibling-strip";
import { CopyInfotext } from "@/components/inferences/copy-infotext";
import { DeleteJobButton } from "@/components/inferences/delete-job-button";
import { ParameterList } from "@/components/inferences/parameter-list";
import { StageBar } from "@/components/inferences/stage-bar";
import { UnknownWords } from "@/components/inferences/unknown-words";
import { buttonClass } from "@/components/ui/button";
import { Facts } from "@/components/ui/facts";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Image } from "@/lib/contract/images";
import type { InferenceDetail } from "@/lib/contract/inferences";
import { formatBytes } from "@/lib/format/bytes";

interface ImageDetailProps {
  job: InferenceDetail;
  image: Image;
  onOpen: (imageId: string) => void;
  onPrevious: (() => void) | undefined;
  onNext: (() => void) | undefined;
  onDeleted: () => void;
}

/** An image large, and beside it how it came about. */
export function ImageDetail(props: ImageDetailProps) {
  const { job, image, onOpen, onPrevious, onNext, onDeleted } = props;
  const t = useTranslations("history");
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <h1 className="sr-only">{image.prompt}</h1>
      <ImageStage image={image} onPrevious={onPrevious} onNext={onNext} />
      <div className="flex flex-col gap-5">
        <div className="flex flex-wrap gap-2">
          <Link href={`/studio?from=${job.id}`} className={buttonClass("primary")}>
            <SlidersHorizontal aria-hidden className="size-4" />
            {t("useSettings")}
          </Link>
          <a href={image.downloadUrl} download className={buttonClass()}>
            <Download aria-hidden className="size-4" />
            {t("download")}
          </a>
          <CopyInfotext
            parameters={{ ...job.parameters, seed: image.seed }}
            modelName={job.model.name}
          />
        </div>
        <SiblingStrip images={job.images} chosenId={image.id} onChoose={onOpen} />
        <ParameterList parameters={job.parameters} seed={image.seed} />
        <UnknownWords words={job.unknownWords} modelName={job.model.name} />
        <Origin job={job} image={image} />
        <section className="flex flex-col gap-2">
          <h2 className="font-medium text-sm">{t("stages")}</h2>
          <StageBar inference={job} />
        </section>
        <div className="flex flex-wrap gap-2">
          <Link href={`/jobs/${job.id}`} className={buttonClass()}>
            {t("showJob")}
          </Link>
          <DeleteJobButton job={job} onDeleted={onDeleted} />
        </div>
      </div>
    </div>
  );
}

function Origin({ job, image }: Pick<ImageDetailProps, "job" | "image">) {
  const t = useTranslations("history");
  return (
    <Facts
      rows={[
        { label: t("madeBy"), value: image.owner.name },
        { label: t("made"), value: <RelativeTime at={image.createdAt} /> },
        { label: t("model"), value: image.model.name },
        { label: t("endpoint"), value: job.endpoint.name },
        { label: t("fileSize"), value: formatBytes(image.sizeBytes) },
      ]}
    />
  );
}
