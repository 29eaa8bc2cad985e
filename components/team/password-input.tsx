"use client";

import { Eye, EyeOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ComponentProps, useState } from "react";
import { iconButtonClass } from "@/components/ui/icon-button";
import { TextInput } from "@/components/ui/text-input";

/** A password that its owner may look at; paste and password managers work. */
export function PasswordInput(props: Omit<ComponentProps<typeof TextInput>, "type">) {
  const t = useTranslations("signIn");
  const [shown, setShown] = useState(false);
  const label = shown ? t("passwordHide") : t("passwordShow");
  const Icon = shown ? EyeOff : Eye;
  return (
    <span className="relative flex items-center">
      <TextInput {...props} type={shown ? "text" : "password"} className="pr-10" />
      <button
        type="button"
        aria-label={label}
        title={label}
        onClick={() => setShown(!shown)}
        className={iconButtonClass("absolute right-0.5 size-7")}
      >
        <Icon aria-hidden="true" className="size-4" />
      </button>
    </span>
  );
}
