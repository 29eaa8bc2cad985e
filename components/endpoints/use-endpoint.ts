"use client";

import { useQuery } from "@tanstack/react-query";
import { queries } from "@/lib/client/queries";

/** The queue moves while one looks at it. */
const QUEUE_POLL_MS = 4_000;

/** One endpoint with the depth of its queue, kept fresh. */
export const useEndpoint = (id: string | null) =>
  useQuery({
    ...queries.endpoints.get(id ?? ""),
    enabled: id !== null,
    refetchInterval: QUEUE_POLL_MS,
  });
