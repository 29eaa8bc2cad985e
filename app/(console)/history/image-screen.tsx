"use client";

import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useEffectEvent, useMemo } from "react";
import { inferenceIdOf, neighboursOf } from "@/components/images/neighbours";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { useQueryParameter } from "@/components/ui/use-query-parameter";
import { useErrorText } from "@/lib/client/error-text";
import { queries } from "@/lib/client/queries";
import { ownerFilterOf } from "./owner-filter";

const ImageDetail = dynamic(() => import("./image-detail").then((module) => module.ImageDetail), {
  loading: DetailSkeleton,
});

interface ImageScreenProps {
  imageId: string;
  /** The gallery waits behind this image. */
  hasGallery: boolean;
}

const TAKES_KEYS = "input, textarea, select, [role=dialog], [role=alertdialog], [role=menu]";

const addressOf = (imageId: string) => `/history/${imageId}${window.location.search}`;

/** One image with everything about it; arrows lead to its neighbours, Esc back to the gallery. */
export function ImageScreen({ imageId, hasGallery }: ImageScreenProps) {
  const t = useTranslations("history");
  const router = useRouter();
  const textOf = useErrorText();
  const job = useQuery(queries.inferences.get(inferenceIdOf(imageId)));
  const image = job.data?.images.find(({ id }) => id === imageId);
  const { previousId, nextId } = useNeighbours(imageId, job.data?.images ?? []);
  const open = useCallback((id: string | null) => {
    if (id !== null) window.history.replaceState(null, "", addressOf(id));
  }, []);
  const close = useCallback(() => {
    if (hasGallery) window.history.back();
    else router.push("/history");
  }, [hasGallery, router]);
  useKeys((key) => {
    if (key === "ArrowLeft") open(previousId);
    if (key === "ArrowRight") open(nextId);
    if (key === "Escape") close();
  });

  return (
    <div className="flex flex-col gap-3">
      <Button
        look="quiet"
        icon={<ArrowLeft aria-hidden className="size-4" />}
        onClick={close}
        className="-ml-3 self-start"
      >
        {t("back")}
      </Button>
      {job.data && image ? (
        <ImageDetail
          job={job.data}
          image={image}
          onOpen={open}
          onPrevious={previousId === null ? undefined : () => open(previousId)}
          onNext={nextId === null ? undefined : () => open(nextId)}
          onDeleted={close}
        />
      ) : job.isPending ? (
        <DetailSkeleton />
      ) : (
        <ErrorState {...(job.error ? textOf(job.error) : { sentence: t("gone") })} />
      )}
    </div>
  );
}

/** Ways to the images beside this one, whose jobs are read ahead. */
function useNeighbours(imageId: string, siblings: Parameters<typeof neighboursOf>[2]) {
  const client = useQueryClient();
  const [parameter] = useQueryParameter("owner");
  // Only what the gallery has read already; a direct visit does not load it.
  const gallery = useInfiniteQuery({
    ...queries.images.list({ owner: ownerFilterOf(parameter) }),
    enabled: false,
  });
  const neighbours = useMemo(
    () => neighboursOf(imageId, gallery.data?.pages.flatMap((page) => page.items) ?? [], siblings),
    [imageId, gallery.data, siblings],
  );
  const { previousId, nextId } = neighbours;
  useEffect(() => {
    for (const id of [previousId, nextId]) {
      if (id !== null) client.prefetchQuery(queries.inferences.get(inferenceIdOf(id)));
    }
  }, [previousId, nextId, client]);
  return neighbours;
}

/** Keys of the page; those typed into a field or used by a dialog are left alone. */
function useKeys(onKey: (key: string) => void) {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const isTaken = event.target instanceof Element && event.target.closest(TAKES_KEYS);
    if (isTaken || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    onKey(event.key);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKeyDown(event);
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
}

function DetailSkeleton() {
  return (
    <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <Skeleton className="aspect-square lg:aspect-auto lg:h-[calc(100dvh-11rem)]" />
      <Skeleton className="h-96" />
    </div>
  );
}
