"use client";

import { CircleUser, LogOut } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { Menu } from "@/components/ui/menu";
import { useCommands } from "@/lib/client/commands";
import { useUser } from "@/lib/client/user";
import { useSignOut } from "./use-sign-out";

export function AccountMenu() {
  const t = useTranslations("shell");
  const { name, role } = useUser();
  const signOut = useSignOut();
  useCommands(useMemo(() => [{ id: "sign-out", label: t("signOut"), run: signOut }], [t, signOut]));
  return (
    <Menu
      label={t("account", { name })}
      trigger={<CircleUser aria-hidden="true" className="size-4" />}
      heading={
        <>
          <p className="max-w-56 truncate text-sm font-medium">{name}</p>
          <p className="text-xs text-ink-muted">{t(`roles.${role}`)}</p>
        </>
      }
      entries={[
        {
          id: "sign-out",
          label: t("signOut"),
          icon: <LogOut aria-hidden="true" className="size-4" />,
          onSelect: signOut,
        },
      ]}
    />
  );
}
