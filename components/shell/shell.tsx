"use client";

import { type DehydratedState, HydrationBoundary } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LiveRegion } from "@/components/ui/live-region";
import { ToastRegion } from "@/components/ui/toast-region";
import { QueryProvider } from "@/lib/client/query-client";
import { UserProvider } from "@/lib/client/user";
import type { User } from "@/lib/contract/team";
import { AccountMenu } from "./account-menu";
import { BottomBar } from "./bottom-bar";
import { ConnectionBadge } from "./connection-badge";
import { PaletteButton } from "./palette-button";
import { Rail } from "./rail";
import { RunningJobs } from "./running-jobs";
import { ThemeMenu } from "./theme-menu";
import { VersionNotice } from "./version-notice";

const CONTENT_ID = "content";

interface FrameProps {
  railCollapsed: boolean;
  /** Version of the API that this console was made for. */
  expectedVersion: string;
  children: ReactNode;
}

export interface ShellProps extends FrameProps {
  user: User;
  /** What the server has read for the frame. */
  state: DehydratedState;
}

/** The frame around every page, and what each of them finds: who asks, and the cache of reads. */
export function Shell({ user, state, ...frame }: ShellProps) {
  return (
    <QueryProvider>
      <UserProvider user={user}>
        <HydrationBoundary state={state}>
          <Frame {...frame} />
        </HydrationBoundary>
      </UserProvider>
    </QueryProvider>
  );
}

/** The page itself scrolls, not a part of it, so that lists can be virtual. */
function Frame({ railCollapsed, expectedVersion, children }: FrameProps) {
  const t = useTranslations("shell");
  return (
    <div className="flex min-h-dvh">
      <a
        href={`#${CONTENT_ID}`}
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-accent px-3 py-2 text-accent-ink focus-visible:translate-y-0"
      >
        {t("skipToContent")}
      </a>
      <Rail collapsedAtFirst={railCollapsed} />
      <div className="flex min-w-0 flex-1 flex-col">
        <header className="sticky top-0 z-20 flex h-12 shrink-0 items-center gap-1 border-b border-line bg-surface px-3 md:px-4">
          <div className="flex min-w-0 flex-1">
            <ConnectionBadge />
          </div>
          <PaletteButton />
          <RunningJobs />
          <ThemeMenu />
          <AccountMenu />
        </header>
        <VersionNotice expected={expectedVersion} />
        <main
          id={CONTENT_ID}
          tabIndex={-1}
          className="flex min-w-0 flex-1 flex-col px-3 pt-4 pb-20 outline-none md:px-6 md:pb-6"
        >
          {children}
        </main>
      </div>
      <BottomBar />
      <LiveRegion />
      <ToastRegion />
    </div>
  );
}
