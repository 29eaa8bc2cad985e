"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { TextInput } from "@/components/ui/text-input";
import { type SignInProblem, signIn } from "@/lib/client/sign-in";
import { FormNote } from "./form-note";
import { PasswordInput } from "./password-input";
import { useCountdown } from "./use-countdown";

type Errors = { name?: string; password?: string; form?: string };

/** A wait that the middleware did not measure. */
const WAIT_SECONDS = 5;

const text = (form: FormData, field: string) => String(form.get(field) ?? "");

export function SignInForm({ next }: { next: string }) {
  const t = useTranslations("signIn");
  const [errors, setErrors] = useState<Errors>({});
  const [pending, setPending] = useState(false);
  const wait = useCountdown();

  const explain = ({ code, retryAfterSeconds }: SignInProblem): Errors => {
    if (code === "limit_reached") {
      wait.start(retryAfterSeconds ?? WAIT_SECONDS);
      return {};
    }
    if (code === "unavailable" || code === "internal") return { form: t("unavailable") };
    return { password: t("wrong") };
  };

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const name = text(form, "name").trim();
    const password = text(form, "password");
    if (!name || !password) {
      setErrors({
        name: name ? undefined : t("nameMissing"),
        password: password ? undefined : t("passwordMissing"),
      });
      return;
    }
    setErrors({});
    setPending(true);
    const problem = await signIn("password", { name, password });
    if (problem === null) return globalThis.location.assign(next);
    setPending(false);
    setErrors(explain(problem));
  };

  const waiting = wait.secondsLeft > 0;
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      <div>
        <h1 className="text-lg font-semibold">{t("title")}</h1>
        <p className="text-ink-muted">{t("description")}</p>
      </div>
      <Field label={t("name")} error={errors.name} required>
        <TextInput name="name" autoComplete="username" autoCapitalize="none" autoFocus />
      </Field>
      <Field label={t("password")} error={errors.password} required>
        <PasswordInput name="password" autoComplete="current-password" />
      </Field>
      <FormNote>{waiting ? t("wait", { seconds: wait.secondsLeft }) : errors.form}</FormNote>
      <Button look="primary" type="submit" pending={pending} disabled={waiting}>
        {pending ? t("submitting") : t("submit")}
      </Button>
    </form>
  );
}
