"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { classNames } from "./class-names";
import { iconButtonClass } from "./icon-button";

export interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  description?: ReactNode;
  /** `dialog` stands in the middle; `sheet` slides along the right edge, or up from below on a phone. */
  kind?: "dialog" | "sheet";
  /** Buttons, the primary one last. */
  footer?: ReactNode;
  children?: ReactNode;
}

const PLACES = {
  dialog:
    "top-1/2 left-1/2 max-h-[calc(100dvh-2rem)] w-[min(32rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 rounded-lg",
  sheet:
    "inset-x-0 bottom-0 max-h-[88dvh] rounded-t-lg sm:inset-y-0 sm:right-0 sm:left-auto sm:max-h-none sm:w-96 sm:rounded-none sm:border-l",
} as const;

export function DialogPopup(props: DialogProps) {
  const { open, onClose, title, description, kind = "dialog", footer, children } = props;
  const t = useTranslations("common");
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-black/50" />
        <Base.Popup
          className={classNames(
            "fixed z-50 flex flex-col border border-line bg-raised text-ink shadow-float outline-none",
            PLACES[kind],
          )}
        >
          <header className="flex items-start gap-3 border-b border-line px-4 py-3">
            <div className="min-w-0 flex-1">
              <Base.Title className="text-base font-semibold break-words">{title}</Base.Title>
              {description && (
                <Base.Description className="mt-1 text-sm text-ink-muted">
                  {description}
                </Base.Description>
              )}
            </div>
            <Base.Close aria-label={t("close")} className={iconButtonClass("-mt-1 -mr-2")}>
              <X aria-hidden="true" className="size-4" />
            </Base.Close>
          </header>
          {children && <div className="min-h-0 flex-1 overflow-y-auto p-4">{children}</div>}
          {footer && (
            <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-4 py-3">
              {footer}
            </footer>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
