"use client";

import { CircleAlert, CircleCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { useEffect } from "react";
import { toast as show, Toaster } from "sonner";
import { type Toast, takeToasts, useWaitingToasts } from "./toast";

const ICONS = {
  good: <CircleCheck aria-hidden="true" className="size-4 text-good" />,
  bad: <CircleAlert aria-hidden="true" className="size-4 text-bad" />,
  plain: null,
};

/** A problem stays longer: it has to be read, and its next step taken. */
const SHOWN_MS = { good: 5_000, plain: 5_000, bad: 12_000 };

function present({ tone, message, detail, action }: Toast) {
  show(message, {
    description: detail,
    icon: ICONS[tone],
    duration: SHOWN_MS[tone],
    action: action && { label: action.label, onClick: action.onSelect },
  });
}

export function ToastList() {
  const t = useTranslations("common");
  const { resolvedTheme } = useTheme();
  const waiting = useWaitingToasts();
  useEffect(() => {
    if (waiting.length > 0) for (const toast of takeToasts()) present(toast);
  }, [waiting]);
  return (
    <Toaster
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="bottom-right"
      mobileOffset={{ bottom: "5rem" }}
      closeButton
      containerAriaLabel={t("notifications")}
      toastOptions={{
        classNames: {
          toast: "!border-line !bg-raised !text-ink !font-sans !shadow-float",
          description: "!text-ink-muted",
          closeButton: "!border-line !bg-raised !text-ink",
          actionButton: "!bg-accent !text-accent-ink",
        },
        closeButtonAriaLabel: t("close"),
      }}
    />
  );
}
