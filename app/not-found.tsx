import { getTranslations } from "next-intl/server";
import { buttonClass } from "@/components/ui/button";
import { HOME_PATH } from "@/lib/client/next-path";

export default async function NotFoundPage() {
  const t = await getTranslations("errors.page");
  return (
    <div className="flex flex-col items-center gap-3 px-4 py-16 text-center">
      <h1 className="text-lg font-semibold">{t("notFoundTitle")}</h1>
      <p className="text-ink-muted">{t("notFoundNextStep")}</p>
      {/* A plain link: next/link would be loaded with every page for the sake of this one. */}
      <a href={HOME_PATH} className={buttonClass("primary")}>
        {t("goToStudio")}
      </a>
    </div>
  );
}
