import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { SignInForm } from "@/components/team/sign-in-form";
import { safeNextPath } from "@/lib/client/next-path";
import { findSession } from "@/lib/server/session";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("signIn");
  return { title: t("title") };
}

interface SignInPageProps {
  searchParams: Promise<{ next?: string | string[] }>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const next = safeNextPath((await searchParams).next);
  // When the middleware does not answer, the form says so as soon as it is used.
  const session = await findSession().catch(() => null);
  if (session) redirect(next);
  return <SignInForm next={next} />;
}
