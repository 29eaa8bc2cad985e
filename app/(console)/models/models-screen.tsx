"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Box } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { FileDrop } from "@/components/models/file-drop";
import { ModelTable } from "@/components/models/model-table";
import { UploadButton } from "@/components/models/upload-button";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { ListWithDetail } from "@/components/ui/list-with-detail";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useQueryParameter } from "@/components/ui/use-query-parameter";
import { useErrorText } from "@/lib/client/error-text";
import { queries } from "@/lib/client/queries";
import { useUser } from "@/lib/client/user";
import { can } from "@/lib/rules/permissions";

/** What sends files is fetched after the first paint; a person takes longer to choose one. */
const UploadList = dynamic(
  () => import("@/components/models/upload/upload-list").then((module) => module.UploadList),
  { ssr: false },
);

async function addFiles(files: File[]) {
  const { uploads } = await import("@/components/models/upload/uploads");
  uploads.add(files);
}

const ModelDetail = dynamic(() =>
  import("@/components/models/model-detail").then((module) => module.ModelDetail),
);

export function ModelsScreen() {
  const t = useTranslations("models");
  const [chosenId, choose] = useQueryParameter("model");
  const mayUpload = can(useUser(), "models:create");
  const detail = useChosen(chosenId, () => choose(null));
  return (
    <FileDrop isAllowed={mayUpload} onFiles={addFiles}>
      <PageHeader
        title={t("title")}
        description={t("description")}
        action={<UploadButton isAllowed={mayUpload} onFiles={addFiles} />}
      />
      <UploadList />
      <ListWithDetail
        backLabel={t("back")}
        onClose={() => choose(null)}
        detail={detail}
        list={<ModelList chosenId={chosenId} onChoose={choose} mayUpload={mayUpload} />}
      />
    </FileDrop>
  );
}

/** The chosen model's panel, whether or not the list has reached it yet. */
function useChosen(chosenId: string | null, close: () => void) {
  const t = useTranslations("models");
  const textOf = useErrorText();
  const model = useQuery({ ...queries.models.get(chosenId ?? ""), enabled: chosenId !== null });
  if (chosenId === null) return null;
  if (model.data) {
    const studioHref = `/studio?model=${chosenId}`;
    const content = <ModelDetail model={model.data} studioHref={studioHref} onDeleted={close} />;
    return { title: model.data.name, content };
  }
  const content = model.isError ? (
    <ErrorState {...textOf(model.error)} />
  ) : (
    <SkeletonRows rows={6} label={t("title")} />
  );
  return { title: t("model"), content };
}

interface ModelListProps {
  chosenId: string | null;
  onChoose: (id: string) => void;
  mayUpload: boolean;
}

function ModelList({ chosenId, onChoose, mayUpload }: ModelListProps) {
  const t = useTranslations("models");
  const common = useTranslations("common");
  const textOf = useErrorText();
  const list = useInfiniteQuery(queries.models.list());
  if (list.isError && !list.data) {
    return <ErrorState {...textOf(list.error)} onRetry={list.refetch} />;
  }
  if (!list.data) return <SkeletonRows rows={6} label={common("loading")} />;
  const models = list.data.pages.flatMap((page) => page.items);
  if (models.length === 0) {
    return (
      <EmptyState
        icon={Box}
        title={t("emptyTitle")}
        description={t("emptyDescription")}
        action={<UploadButton isAllowed={mayUpload} onFiles={addFiles} />}
      />
    );
  }
  return (
    <Panel flush>
      <ModelTable
        models={models}
        chosenId={chosenId}
        hrefOf={(id) => `/models?model=${id}`}
        onChoose={onChoose}
      />
      {list.hasNextPage ? (
        <div className="flex justify-center border-line border-t p-3">
          <Button pending={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
            {t("more")}
          </Button>
        </div>
      ) : null}
    </Panel>
  );
}
