"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { TextInput } from "@/components/ui/text-input";
import { PASSWORD_CHARACTERS_MIN } from "@/lib/client/contract-values";
import { HOME_PATH } from "@/lib/client/next-path";
import { type SignInProblem, signIn } from "@/lib/client/sign-in";
import { FormNote } from "./form-note";
import { PasswordInput } from "./password-input";

const NAME_CHARACTERS = { min: 2, max: 60 };
const PASSWORD_CHARACTERS_MAX = 200;

type Errors = { name?: string; password?: string; form?: string };

export function SetUpForm({ token }: { token: string }) {
  const t = useTranslations("setUp");
  const signInText = useTranslations("signIn");
  const [errors, setErrors] = useState<Errors>({});
  const [pending, setPending] = useState(false);

  const nameProblem = ({ length }: string) => {
    if (length < NAME_CHARACTERS.min) return t("nameTooShort");
    return length > NAME_CHARACTERS.max ? t("nameTooLong") : undefined;
  };
  const passwordProblem = ({ length }: string) => {
    if (length < PASSWORD_CHARACTERS_MIN)
      return t("passwordTooShort", { count: PASSWORD_CHARACTERS_MIN });
    return length > PASSWORD_CHARACTERS_MAX ? t("passwordTooLong") : undefined;
  };
  const explain = ({ code, fields = [] }: SignInProblem): Errors => {
    if (code === "not_found") return { form: t("expiredDescription") };
    if (code === "conflict") return { form: t("doneDescription") };
    const messageOf = (path: string) => fields.find((field) => field.path === path)?.message;
    const found = { name: messageOf("name"), password: messageOf("password") };
    return found.name || found.password ? found : { form: signInText("unavailable") };
  };

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const name = String(form.get("name") ?? "").trim();
    const password = String(form.get("password") ?? "");
    const found = { name: nameProblem(name), password: passwordProblem(password) };
    setErrors(found);
    if (found.name || found.password) return;
    setPending(true);
    const problem = await signIn("set-up", { token, name, password });
    if (problem === null) return globalThis.location.assign(HOME_PATH);
    setPending(false);
    setErrors(explain(problem));
  };

  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      <div>
        <h1 className="text-lg font-semibold">{t("title")}</h1>
        <p className="text-ink-muted">{t("description")}</p>
      </div>
      <Field label={signInText("name")} hint={t("nameHint")} error={errors.name} required>
        <TextInput name="name" autoComplete="username" autoCapitalize="none" autoFocus />
      </Field>
      <Field
        label={signInText("password")}
        hint={t("passwordHint", { count: PASSWORD_CHARACTERS_MIN })}
        error={errors.password}
        required
      >
        <PasswordInput name="password" autoComplete="new-password" />
      </Field>
      <FormNote>{errors.form}</FormNote>
      <Button look="primary" type="submit" pending={pending}>
        {pending ? t("submitting") : t("submit")}
      </Button>
    </form>
  );
}
