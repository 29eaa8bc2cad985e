"use client";

import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { classNames } from "./class-names";
import { iconButtonClass } from "./icon-button";

const COPIED_SHOWN_MS = 2_000;

/** An id in monospace that one click copies. */
export function CopyableId({ id, className }: { id: string; className?: string }) {
  const t = useTranslations("common");
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(id);
    setCopied(true);
    setTimeout(() => setCopied(false), COPIED_SHOWN_MS);
  };
  const Icon = copied ? Check : Copy;
  return (
    <span className={classNames("inline-flex min-w-0 items-center gap-1", className)}>
      <code className="truncate font-mono text-xs">{id}</code>
      <button
        type="button"
        aria-label={t("copy", { value: id })}
        title={copied ? t("copied") : t("copy", { value: id })}
        onClick={copy}
        className={iconButtonClass("size-6")}
      >
        <Icon aria-hidden="true" className="size-3" />
      </button>
      <span aria-live="polite" className="sr-only">
        {copied ? t("copied") : ""}
      </span>
    </span>
  );
}
