"use client";

import { ArrowLeft, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useEffectEvent } from "react";
import { Button } from "./button";
import { IconButton } from "./icon-button";

export interface ListWithDetailProps {
  list: ReactNode;
  /** Null while nothing is chosen. */
  detail: { title: ReactNode; content: ReactNode } | null;
  /** Names the way back to the list on a narrow screen. */
  backLabel: string;
  /** Also called on Esc. */
  onClose: () => void;
}

/** A list that opens its item beside itself, or in its own place on a narrow screen. */
export function ListWithDetail({ list, detail, backLabel, onClose }: ListWithDetailProps) {
  const t = useTranslations("common");
  useEscape(detail !== null, onClose);
  return (
    <div className="items-start gap-4 lg:flex">
      <div className={detail ? "min-w-0 flex-1 max-lg:hidden" : "min-w-0 flex-1"}>{list}</div>
      {detail ? (
        <aside className="min-w-0 lg:sticky lg:top-16 lg:w-96 lg:shrink-0 lg:rounded-lg lg:border lg:border-line lg:bg-surface">
          <Button
            look="quiet"
            icon={<ArrowLeft aria-hidden className="size-4" />}
            onClick={onClose}
            className="-ml-3 mb-2 lg:hidden"
          >
            {backLabel}
          </Button>
          <header className="flex items-center justify-between gap-2 lg:border-line lg:border-b lg:py-2 lg:pr-2 lg:pl-4">
            <h2 className="min-w-0 break-words font-semibold text-base">{detail.title}</h2>
            <span className="max-lg:hidden">
              <IconButton
                label={t("close")}
                tooltipSide="left"
                icon={<X aria-hidden className="size-4" />}
                onClick={onClose}
              />
            </span>
          </header>
          <div className="max-lg:pt-3 lg:p-4">{detail.content}</div>
        </aside>
      ) : null}
    </div>
  );
}

function useEscape(isOn: boolean, onClose: () => void) {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    // An open dialog closes first and marks the key as used.
    if (event.key === "Escape" && !event.defaultPrevented) onClose();
  });
  useEffect(() => {
    if (!isOn) return;
    const listen = (event: KeyboardEvent) => onKeyDown(event);
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [isOn]);
}
