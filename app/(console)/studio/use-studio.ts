"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useMemo, useState } from "react";
import { useEndpoint } from "@/components/endpoints/use-endpoint";
import {
  capabilitiesOf,
  type Draft,
  draftFromInference,
  parametersToSend,
} from "@/components/inferences/draft";
import { draftProblems, type ProblemByField } from "@/components/inferences/draft-problems";
import { loadView, type StudioView, saveView } from "@/components/inferences/draft-storage";
import { expectedSeconds } from "@/components/inferences/expected-wait";
import { useSitting } from "@/components/inferences/sitting";
import { refusedFields, useCreate } from "@/components/inferences/use-create";
import { useDraft } from "@/components/inferences/use-draft";
import { useFailureToast } from "@/components/inferences/use-job-actions";
import { usableModels } from "@/components/models/usable-models";
import { useQueryParameter } from "@/components/ui/use-query-parameter";
import { toApiError } from "@/lib/client/api-error";
import { queries } from "@/lib/client/queries";
import { useUser } from "@/lib/client/user";
import type { Endpoint } from "@/lib/contract/endpoints";
import type { Inference, InferenceDetail } from "@/lib/contract/inferences";
import type { EngineCapabilities } from "@/lib/rules/engines";
import { can } from "@/lib/rules/permissions";

export type Studio = ReturnType<typeof useStudio>;

/** Endpoints, models and recent jobs that the studio offers and reckons with. */
function useSupply() {
  const endpoints = useQuery(queries.endpoints.list());
  const models = useQuery(queries.models.menu("checkpoint"));
  const recent = useInfiniteQuery(queries.inferences.list());
  return {
    isLoaded: endpoints.data !== undefined && models.data !== undefined,
    endpoints: endpoints.data?.items ?? [],
    models: models.data?.items ?? [],
    recent: useMemo(() => recent.data?.pages.flatMap((page) => page.items) ?? [], [recent.data]),
  };
}

/** The draft of a job whose settings are used again, once it has been read. */
function useGivenDraft(fromId: string | null): Draft | null {
  const { data: job, error } = useQuery({
    ...queries.inferences.get(fromId ?? ""),
    enabled: fromId !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [, setFrom] = useQueryParameter("from", "replace");
  const tellFailure = useFailureToast();
  const onSettled = useEffectEvent(() => {
    if (error) tellFailure(error);
    // The form holds the settings now; a reload shall not undo what is changed in it.
    if (job || error) setFrom(null);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each of these ends the reading
  useEffect(() => onSettled(), [job, error]);
  return useMemo(() => (job ? draftFromInference(job) : null), [job]);
}

/** Everything that the studio's screen shows and does. */
export function useStudio({
  fromId,
  givenModelId,
}: {
  fromId: string | null;
  givenModelId: string | null;
}) {
  const supply = useSupply();
  const form = useDraft(useGivenDraft(fromId));
  const [jobId, setJobId] = useQueryParameter("job", "replace");
  const [view, setView] = useStudioView();
  const { draft } = form;
  const endpoint = supply.endpoints.find(({ id }) => id === draft.endpointId);
  const engineName = endpoint?.engine ?? "tiny";
  const engine = capabilitiesOf(engineName);
  const models = useMemo(
    () => usableModels(supply.models, engine.families),
    [supply.models, engine],
  );
  useChoices({ form, supply, models, givenModelId });
  const generation = useGeneration({ form, engine, onCreated: setJobId });
  const sitting = useSitting(supply.recent);
  const shown = useShownJob(jobId, supply.recent);
  const offer = useOffer(draft, endpoint, supply.recent);
  return {
    form,
    view,
    setView,
    engine,
    engineName,
    endpoints: supply.endpoints,
    models,
    jobId: shown.id,
    showJob: setJobId,
    sitting,
    lastSeed: shown.seed,
    offer,
    ...generation,
  };
}

/** The job that the address names, else the person's newest, so that coming back shows it again. */
function useShownJob(jobId: string | null, recent: Inference[]) {
  const user = useUser();
  const newest = recent.find(({ owner }) => owner.id === user.id);
  const id = jobId ?? newest?.id ?? null;
  const job = recent.find((candidate) => candidate.id === id);
  return { id, seed: job?.parameters.seed ?? null };
}

function useStudioView() {
  const [view, setView] = useState<StudioView>("full");
  useEffect(() => setView(loadView()), []);
  const change = (next: StudioView) => {
    setView(next);
    saveView(next);
  };
  return [view, change] as const;
}

interface Choices {
  form: ReturnType<typeof useDraft>;
  supply: ReturnType<typeof useSupply>;
  models: { id: string }[];
  givenModelId: string | null;
}

/** Fill in what is not chosen yet, or does not exist any more. */
function useChoices({ form, supply, models, givenModelId }: Choices) {
  const { draft, change, isLoaded } = form;
  const endpointId = supply.endpoints.some(({ id }) => id === draft.endpointId)
    ? draft.endpointId
    : (supply.endpoints.find(({ state }) => state === "in_service")?.id ?? null);
  const modelId = models.some(({ id }) => id === draft.modelId)
    ? draft.modelId
    : // The list is newest first, and the model that came with the product is the oldest.
      (models.at(-1)?.id ?? null);
  const isReady = supply.isLoaded && isLoaded;
  const [, setGivenModel] = useQueryParameter("model", "replace");
  useEffect(() => {
    if (!isReady || givenModelId === null) return;
    change({ modelId: givenModelId });
    // The form holds the choice now; a reload shall not undo another one.
    setGivenModel(null);
  }, [isReady, givenModelId, change, setGivenModel]);
  useEffect(() => {
    if (!isReady) return;
    if (endpointId !== draft.endpointId) change({ endpointId });
    if (modelId !== draft.modelId) change({ modelId });
  }, [isReady, endpointId, modelId, draft.endpointId, draft.modelId, change]);
}

interface GenerationNeeds {
  form: ReturnType<typeof useDraft>;
  engine: EngineCapabilities;
  onCreated: (jobId: string) => void;
}

/** The click: what is wrong before it, the call, and what the middleware refuses. */
function useGeneration({ form, engine, onCreated }: GenerationNeeds) {
  const words = useTranslations("studio.problems");
  const tellFailure = useFailureToast();
  const create = useCreate((job: Inference) => onCreated(job.id));
  const [refused, setRefused] = useState<{ draft: Draft; problems: ProblemByField } | null>(null);
  const { draft } = form;
  const own = form.isLoaded ? draftProblems(draft, engine, words) : {};
  // A refusal speaks of what was sent; once the draft has changed it has been heard.
  const problems = { ...(refused?.draft === draft ? refused.problems : {}), ...own };
  const hasProblems = Object.keys(own).length > 0;

  const send = (from: Draft) => {
    const { endpointId, modelId } = from;
    if (create.isPending || endpointId === null || modelId === null) return;
    const job = { endpointId, modelId, parameters: parametersToSend(from) };
    create.mutate(job, {
      onError: (error) => {
        setRefused({ draft: from, problems: refusedFields(error) });
        if (toApiError(error).fields.length === 0) tellFailure(error);
      },
    });
  };
  return {
    problems,
    isCreating: create.isPending,
    generate: () => (hasProblems ? undefined : send(draft)),
    /** Once more what a job was asked, with its own seed. */
    again: (job: InferenceDetail) => send(draftFromInference(job)),
  };
}

/** What stands beside the button: money, time, queue, or why nothing can be made. */
function useOffer(draft: Draft, endpoint: Endpoint | undefined, recent: Inference[]) {
  const t = useTranslations("studio.blocked");
  const mayGenerate = can(useUser(), "inferences:create");
  const { data } = useEndpoint(endpoint?.id ?? null);
  const { batch_size, n_iter } = draft.parameters;
  const isUp = endpoint === undefined || endpoint.state === "in_service";
  const blockedBy = !mayGenerate ? t("notAllowed") : isUp ? null : t("endpointDown");
  return {
    blockedBy,
    pictureCount: batch_size * n_iter,
    priceUsdPerHour: endpoint ? endpoint.priceUsdPerHour : null,
    seconds: endpoint ? expectedSeconds(draft.parameters, endpoint.id, recent) : null,
    queueDepth: data?.queueDepth ?? 0,
  };
}
