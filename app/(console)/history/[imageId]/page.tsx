import { HydrationBoundary } from "@tanstack/react-query";
import { notFound } from "next/navigation";
import { inferenceIdOf } from "@/components/images/neighbours";
import { ImageId } from "@/lib/contract/images";
import { prefetch } from "@/lib/server/prefetch";
import { HistoryScreen } from "../history-screen";

export default async function ImagePage({ params }: { params: Promise<{ imageId: string }> }) {
  const { imageId } = await params;
  if (!ImageId.safeParse(imageId).success) notFound();
  const state = await prefetch((client, queries) => [
    client.prefetchQuery(queries.inferences.get(inferenceIdOf(imageId))),
  ]);
  return (
    <HydrationBoundary state={state}>
      <HistoryScreen />
    </HydrationBoundary>
  );
}
