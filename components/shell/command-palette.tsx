"use client";

import { Command } from "cmdk";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useRegisteredCommands } from "@/lib/client/commands";
import { PAGES } from "./pages";

interface ItemProps {
  label: string;
  keywords?: string[];
  /** Keys that do the same. */
  keys?: string;
  icon?: ReactNode;
  onSelect: () => void;
}

function Item({ label, keywords, keys, icon, onSelect }: ItemProps) {
  return (
    <Command.Item
      value={label}
      keywords={keywords}
      onSelect={onSelect}
      className="flex h-9 items-center gap-2 rounded-sm px-2 text-sm data-[selected=true]:bg-hover"
    >
      {icon}
      <span className="min-w-0 flex-1 truncate">{label}</span>
      {keys && <kbd className="font-mono text-xs text-ink-muted">{keys}</kbd>}
    </Command.Item>
  );
}

const GROUP =
  "**:[[cmdk-group-heading]]:px-2 **:[[cmdk-group-heading]]:py-1 **:[[cmdk-group-heading]]:text-xs **:[[cmdk-group-heading]]:text-ink-muted";

/** Everything that can be done from anywhere, by typing a part of its name. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const t = useTranslations("shell");
  const router = useRouter();
  const commands = useRegisteredCommands();
  const run = (action: () => void) => () => {
    onClose();
    action();
  };
  return (
    <Command.Dialog
      open
      loop
      label={t("palette.title")}
      onOpenChange={(open) => !open && onClose()}
      overlayClassName="fixed inset-0 z-40 bg-black/50"
      contentClassName="fixed top-[12dvh] left-1/2 z-50 w-[min(36rem,calc(100vw-1rem))] -translate-x-1/2 rounded-lg border border-line bg-raised text-ink shadow-float outline-none"
    >
      <Command.Input
        placeholder={t("palette.placeholder")}
        className="h-12 w-full border-b border-line bg-transparent px-4 text-base outline-none"
      />
      <Command.List className="max-h-[50dvh] overflow-y-auto p-2">
        <Command.Empty className="px-2 py-6 text-center text-ink-muted">
          {t("palette.empty")}
        </Command.Empty>
        <Command.Group heading={t("palette.goTo")} className={GROUP}>
          {PAGES.map((page) => (
            <Item
              key={page.name}
              label={t(`pages.${page.name}`)}
              keys={`g ${page.letter}`}
              icon={<page.icon aria-hidden="true" className="size-4 text-ink-muted" />}
              onSelect={run(() => router.push(page.path))}
            />
          ))}
        </Command.Group>
        <Command.Group heading={t("palette.actions")} className={GROUP}>
          {commands.map((command) => (
            <Item
              key={command.id}
              label={command.label}
              keywords={command.keywords}
              onSelect={run(command.run)}
            />
          ))}
        </Command.Group>
      </Command.List>
    </Command.Dialog>
  );
}
