"use client";

import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { IconButton } from "@/components/ui/icon-button";
import { Tooltip } from "@/components/ui/tooltip";
import { HOME_PATH } from "@/lib/client/next-path";
import { isOnPage, PAGES, type ShellPage } from "./pages";
import { rememberRail } from "./rail-memory";
import { Wordmark } from "./wordmark";

interface RailLinkProps {
  page: ShellPage;
  label: string;
  current: boolean;
  collapsed: boolean;
}

function RailLink({ page, label, current, collapsed }: RailLinkProps) {
  const link = (
    <Link
      href={page.path}
      aria-current={current ? "page" : undefined}
      aria-keyshortcuts={`g ${page.letter}`}
      className={classNames(
        "flex h-9 w-full items-center gap-3 rounded-md px-2.5 text-sm transition-colors duration-100",
        current
          ? "bg-accent-soft font-medium text-accent"
          : "text-ink-muted hover:bg-hover hover:text-ink",
      )}
    >
      <page.icon aria-hidden="true" className="size-4 shrink-0" />
      <span className={collapsed ? "sr-only" : undefined}>{label}</span>
    </Link>
  );
  return collapsed ? (
    <Tooltip text={label} side="right">
      {link}
    </Tooltip>
  ) : (
    link
  );
}

/** Navigation at the left of wide screens. */
export function Rail({ collapsedAtFirst }: { collapsedAtFirst: boolean }) {
  const t = useTranslations("shell");
  const common = useTranslations("common");
  const pathname = usePathname();
  const [collapsed, setCollapsed] = useState(collapsedAtFirst);
  const toggle = () => {
    setCollapsed(!collapsed);
    rememberRail(!collapsed);
  };
  const Icon = collapsed ? PanelLeftOpen : PanelLeftClose;
  return (
    <nav
      aria-label={t("navigation")}
      className={classNames(
        "sticky top-0 z-20 hidden h-dvh shrink-0 flex-col border-r border-line bg-surface md:flex",
        collapsed ? "w-14" : "w-48",
      )}
    >
      <Link href={HOME_PATH} className="flex h-12 items-center px-4">
        <Wordmark name={common("appName")} short={collapsed} />
      </Link>
      <ul className="flex flex-1 flex-col gap-1 p-2">
        {PAGES.map((page) => (
          <li key={page.name} className="flex *:w-full">
            <RailLink
              page={page}
              label={t(`pages.${page.name}`)}
              current={isOnPage(pathname, page)}
              collapsed={collapsed}
            />
          </li>
        ))}
      </ul>
      <div className="p-2">
        <IconButton
          label={collapsed ? t("expand") : t("collapse")}
          icon={<Icon aria-hidden="true" className="size-4" />}
          tooltipSide="right"
          aria-expanded={!collapsed}
          onClick={toggle}
        />
      </div>
    </nav>
  );
}
