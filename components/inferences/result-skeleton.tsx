import { Skeleton } from "@/components/ui/skeleton";

/** The shape of a result before anything is known of it. */
export const ResultSkeleton = () => (
  <Skeleton className="mx-auto aspect-square w-[min(100%,max(18rem,100dvh-27rem))] rounded-md" />
);
