import { Skeleton } from "@/components/ui/skeleton";

/** The shape of a result before anything is known of it. */
export const ResultSkeleton = () => (
  <Skeleton className="mx-auto aspect-square w-[min(100%,58dvh,40rem)] rounded-md" />
);
