"use client";

import { Check, SunMoon } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { Menu } from "@/components/ui/menu";

export const THEMES = ["system", "light", "dark"] as const;

export function ThemeMenu() {
  const t = useTranslations("shell.theme");
  const { theme, setTheme } = useTheme();
  return (
    <Menu
      label={t("label")}
      trigger={<SunMoon aria-hidden="true" className="size-4" />}
      entries={THEMES.map((name) => ({
        id: name,
        label: t(name),
        icon: (
          <Check aria-hidden="true" className={theme === name ? "size-4" : "invisible size-4"} />
        ),
        onSelect: () => setTheme(name),
      }))}
    />
  );
}
