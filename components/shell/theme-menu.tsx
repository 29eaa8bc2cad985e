"use client";

import { Check, SunMoon } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { useMemo } from "react";
import { Menu } from "@/components/ui/menu";
import { useCommands } from "@/lib/client/commands";

const THEMES = ["system", "light", "dark"] as const;

export function ThemeMenu() {
  const t = useTranslations("shell.theme");
  const { theme, setTheme } = useTheme();
  const choices = useMemo(
    () =>
      THEMES.map((name) => ({
        name,
        command: { id: name, label: t(name), keywords: [t("label")], run: () => setTheme(name) },
      })),
    [t, setTheme],
  );
  useCommands(useMemo(() => choices.map(({ command }) => command), [choices]));
  return (
    <Menu
      label={t("label")}
      trigger={<SunMoon aria-hidden="true" className="size-4" />}
      entries={choices.map(({ name, command }) => ({
        id: command.id,
        label: command.label,
        icon: (
          <Check aria-hidden="true" className={theme === name ? "size-4" : "invisible size-4"} />
        ),
        onSelect: command.run,
      }))}
    />
  );
}
