"use client";

import { Menu as Base } from "@base-ui/react/menu";
import Link from "next/link";
import type { ReactNode, RefObject } from "react";
import { classNames } from "./class-names";

interface MenuEntry {
  id: string;
  label: string;
  icon?: ReactNode;
  tone?: "plain" | "danger";
  /** Why the entry cannot be used now; it is shown and the entry is off. */
  disabledReason?: string;
  /** A page to go to, or what to do; exactly one of the two. */
  href?: string;
  onSelect?: () => void;
  /** A line above this entry. */
  separated?: boolean;
}

export interface MenuPopupProps {
  /** Stands above the entries. */
  heading?: ReactNode;
  entries: readonly MenuEntry[];
  align?: "start" | "end";
  anchor: RefObject<HTMLButtonElement | null>;
  onClose: () => void;
}

const entryClass = (tone: MenuEntry["tone"]) =>
  classNames(
    "flex min-h-control items-center gap-2 rounded-sm px-2 py-1 text-sm outline-none select-none",
    "data-highlighted:bg-hover data-disabled:opacity-55 data-disabled:cursor-not-allowed",
    tone === "danger" ? "text-bad" : "text-ink",
  );

function Entry({ label, icon, tone, disabledReason, href, onSelect }: MenuEntry) {
  const content = (
    <>
      {icon}
      <span className="min-w-0">
        <span className="block">{label}</span>
        {disabledReason && <span className="block text-xs text-ink-muted">{disabledReason}</span>}
      </span>
    </>
  );
  if (href && !disabledReason) {
    return (
      <Base.LinkItem
        closeOnClick
        render={<Link href={href} />}
        label={label}
        className={entryClass(tone)}
      >
        {content}
      </Base.LinkItem>
    );
  }
  return (
    <Base.Item
      label={label}
      disabled={disabledReason !== undefined}
      onClick={onSelect}
      className={entryClass(tone)}
    >
      {content}
    </Base.Item>
  );
}

export function MenuPopup({ anchor, heading, entries, align = "end", onClose }: MenuPopupProps) {
  return (
    <Base.Root open modal={false} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Positioner anchor={anchor} align={align} sideOffset={4} className="z-50 outline-none">
          <Base.Popup
            finalFocus={anchor}
            className="max-w-[calc(100vw-1rem)] min-w-48 rounded-lg border border-line bg-raised p-1 text-ink shadow-float outline-none"
          >
            <Base.Group>
              {heading && (
                <Base.GroupLabel className="mb-1 border-b border-line px-2 py-2">
                  {heading}
                </Base.GroupLabel>
              )}
              {entries.map((entry) => (
                <div
                  key={entry.id}
                  role="none"
                  className={classNames(entry.separated && "mt-1 border-t border-line pt-1")}
                >
                  <Entry {...entry} />
                </div>
              ))}
            </Base.Group>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
