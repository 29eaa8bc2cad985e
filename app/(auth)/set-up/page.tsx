import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { SetUpForm } from "@/components/team/set-up-form";
import { buttonClass } from "@/components/ui/button";
import type { SetUpState } from "@/lib/contract/team";
import { log } from "@/lib/server/log";
import { middlewareForConsole } from "@/lib/server/middleware";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("setUp");
  return { title: t("title") };
}

interface SetUpPageProps {
  searchParams: Promise<{ token?: string | string[] }>;
}

async function readState(token: string): Promise<SetUpState | "unavailable"> {
  try {
    return (await middlewareForConsole().team.checkSetUp({ token })).state;
  } catch (error) {
    log.error({ err: error }, "the set-up link could not be checked");
    return "unavailable";
  }
}

const TOKEN_CHARACTERS_MAX = 200;

export default async function SetUpPage({ searchParams }: SetUpPageProps) {
  const given = (await searchParams).token;
  const token = typeof given === "string" ? given.slice(0, TOKEN_CHARACTERS_MAX) : "";
  const state = await readState(token);
  if (state === "open") return <SetUpForm token={token} />;
  const t = await getTranslations("setUp");
  const signIn = await getTranslations("signIn");
  return (
    <section className="flex flex-col items-start gap-3">
      <h1 className="text-lg font-semibold">{t(`${state}Title`)}</h1>
      <p className="text-ink-muted">{t(`${state}Description`)}</p>
      {state === "done" && (
        <Link href="/sign-in" className={buttonClass("primary")}>
          {signIn("title")}
        </Link>
      )}
    </section>
  );
}
