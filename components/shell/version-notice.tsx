"use client";

import { useQuery } from "@tanstack/react-query";
import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { queries } from "@/lib/client/queries";

/** Says when console and middleware do not speak the same version of the API. */
export function VersionNotice({ expected }: { expected: string }) {
  const t = useTranslations("shell");
  const { data } = useQuery(queries.health());
  if (!data || data.version === expected) return null;
  return (
    <p
      role="status"
      className="flex items-start gap-2 border-b border-line bg-warning-soft px-4 py-2 text-warning"
    >
      <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      {t("version", { expected, found: data.version })}
    </p>
  );
}
