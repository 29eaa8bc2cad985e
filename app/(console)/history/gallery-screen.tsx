"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Images } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useCallback, useMemo } from "react";
import { GallerySkeleton } from "@/components/images/gallery-skeleton";
import { buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { Segmented } from "@/components/ui/segmented";
import { useQueryParameter } from "@/components/ui/use-query-parameter";
import { useErrorText } from "@/lib/client/error-text";
import { queries } from "@/lib/client/queries";
import { type OwnerFilter, ownerFilterOf } from "./owner-filter";

/** Only the browser knows its width, so the rows are laid out there; until then their shape stands. */
const Gallery = dynamic(
  () => import("@/components/images/gallery").then((module) => module.Gallery),
  { ssr: false, loading: GallerySkeleton },
);

interface GalleryScreenProps {
  isShown: boolean;
  lastOpenedId: string | null;
}

export function GalleryScreen({ isShown, lastOpenedId }: GalleryScreenProps) {
  const t = useTranslations("history");
  const [parameter, setParameter] = useQueryParameter("owner");
  const owner = ownerFilterOf(parameter);
  const options = [
    { value: "everybody", label: t("owners.everybody") },
    { value: "me", label: t("owners.me") },
  ] as const;
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        action={
          <Segmented<OwnerFilter>
            label={t("owners.label")}
            value={owner}
            options={options}
            onChange={(value) => setParameter(value === "me" ? "me" : null)}
          />
        }
      />
      <ImageList owner={owner} isShown={isShown} lastOpenedId={lastOpenedId} />
    </>
  );
}

function ImageList({ owner, isShown, lastOpenedId }: GalleryScreenProps & { owner: OwnerFilter }) {
  const t = useTranslations("history");
  const textOf = useErrorText();
  const list = useInfiniteQuery(queries.images.list({ owner }));
  const images = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const { hasNextPage, isFetching, fetchNextPage } = list;
  const onNearEnd = useCallback(() => {
    if (hasNextPage && !isFetching) fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  if (list.isError && !list.data) {
    return <ErrorState {...textOf(list.error)} onRetry={list.refetch} />;
  }
  if (!list.data) return <GallerySkeleton />;
  if (images.length === 0) return <NoImages owner={owner} />;
  return (
    <>
      <Gallery
        images={images}
        label={t("title")}
        isShown={isShown}
        onNearEnd={onNearEnd}
        lastOpenedId={lastOpenedId}
      />
      {list.isFetchNextPageError ? (
        <ErrorState {...textOf(list.error)} onRetry={fetchNextPage} />
      ) : null}
    </>
  );
}

function NoImages({ owner }: { owner: OwnerFilter }) {
  const t = useTranslations("history.empty");
  return (
    <EmptyState
      icon={Images}
      title={t(`${owner}Title`)}
      description={t("description")}
      action={
        <Link href="/studio" className={buttonClass("primary")}>
          {t("action")}
        </Link>
      }
    />
  );
}
