"use client";

import { ClipboardCopy } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { showToast } from "@/components/ui/toast";
import type { TextToImage } from "@/lib/contract/inferences";
import { infotext } from "./infotext";

interface CopyInfotextProps {
  parameters: TextToImage;
  modelName: string;
}

/** Copies all parameters as the text that AUTOMATIC1111 pastes into its own form. */
export function CopyInfotext({ parameters, modelName }: CopyInfotextProps) {
  const t = useTranslations("history");
  const copy = async () => {
    await navigator.clipboard.writeText(infotext(parameters, modelName));
    showToast({ tone: "good", message: t("infotextCopied") });
  };
  return (
    <Button icon={<ClipboardCopy aria-hidden className="size-4" />} onClick={copy}>
      {t("copyInfotext")}
    </Button>
  );
}
