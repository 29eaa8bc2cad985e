"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { classNames } from "@/components/ui/class-names";
import { isOnPage, PAGES } from "./pages";

/** Navigation at the foot of narrow screens, in reach of a thumb. */
export function BottomBar() {
  const t = useTranslations("shell");
  const pathname = usePathname();
  return (
    <nav
      aria-label={t("navigation")}
      className="fixed inset-x-0 bottom-0 z-30 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <ul className="grid h-14 grid-cols-5">
        {PAGES.map((page) => {
          const current = isOnPage(pathname, page);
          return (
            <li key={page.name} className="min-w-0">
              <Link
                href={page.path}
                aria-current={current ? "page" : undefined}
                className={classNames(
                  "flex h-full flex-col items-center justify-center gap-0.5 text-xs",
                  current ? "font-medium text-accent" : "text-ink-muted",
                )}
              >
                <page.icon aria-hidden="true" className="size-5" />
                <span className="max-w-full truncate px-0.5">{t(`pages.${page.name}`)}</span>
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
