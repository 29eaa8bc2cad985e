import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { RAIL_COLLAPSED, RAIL_COOKIE } from "@/components/shell/rail-memory";
import { Shell } from "@/components/shell/shell";
import { API_VERSION } from "@/lib/contract/contract";
import { prefetch } from "@/lib/server/prefetch";
import { requireSession } from "@/lib/server/session";

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const { user } = await requireSession();
  const rail = (await cookies()).get(RAIL_COOKIE)?.value;
  const state = await prefetch((client, queries) => [
    client.prefetchQuery(queries.health()),
    client.prefetchQuery(queries.inferences.open()),
  ]);
  return (
    <Shell
      user={user}
      state={state}
      railCollapsed={rail === RAIL_COLLAPSED}
      expectedVersion={API_VERSION}
    >
      {children}
    </Shell>
  );
}
