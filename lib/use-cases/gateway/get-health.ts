import type { Context } from "@/lib/ports/ports";

/** Version and place of this middleware; it asks nothing of the store, so it answers when that is down. */
export async function getHealth({ deployment }: Pick<Context<"deployment">, "deployment">) {
  const { version, region, assetOrigin } = deployment;
  return { status: "ok" as const, version, region, assetOrigin };
}
