"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { api } from "@/lib/client/api";
import { queries } from "@/lib/client/queries";
import type { InferenceDetail, InferenceProgress } from "@/lib/contract/inferences";
import { isSettled } from "@/lib/rules/job-states";

/** How far a job is, asked again and again while it is open. */
export const useProgress = (jobId: string, isOpen: boolean) =>
  useQuery({ ...queries.inferences.progress(jobId), enabled: isOpen });

const hasMoved = (job: InferenceDetail, progress: InferenceProgress) =>
  progress.state !== job.state || progress.imagesDone > job.imageCount;

/**
 * A job and, while it is open, its progress. Only the small progress is polled; the job is read
 * again when the progress says that it has moved.
 */
export function useJob(jobId: string) {
  const client = useQueryClient();
  const job = useQuery({ ...queries.inferences.get(jobId), refetchInterval: false });
  const isOpen = job.data !== undefined && !isSettled(job.data.state);
  const progress = useProgress(jobId, isOpen);
  const isOutdated = isOpen && progress.data !== undefined && hasMoved(job.data, progress.data);
  const { refetch } = job;

  // biome-ignore lint/correctness/useExhaustiveDependencies: each new progress is a reason to look again
  useEffect(() => {
    if (isOutdated) refetch();
  }, [isOutdated, progress.dataUpdatedAt, refetch]);

  const wasOpen = useRef(false);
  useEffect(() => {
    const hasEnded = wasOpen.current && !isOpen;
    wasOpen.current = isOpen;
    if (!hasEnded) return;
    // What was read while the job was open holds neither its pictures nor its end.
    client.invalidateQueries({ queryKey: api.inferences.list.key() });
    client.invalidateQueries({ queryKey: api.images.list.key() });
    client.invalidateQueries({ queryKey: api.endpoints.get.key() });
  }, [isOpen, client]);

  return { job, progress: isOpen ? progress.data : undefined, isOpen };
}
