"use client";

import { useActionState } from "react";
import type { ShownCaptcha } from "../../../captcha/shown.ts";
import { Captcha } from "../../../components/captcha.tsx";
import { EmailField } from "../../../components/email-field.tsx";
import { PasswordField } from "../../../components/password-field.tsx";
import type { PasswordWords } from "../../../components/password-words.ts";
import { Button } from "../../../components/ui/button.tsx";
import { useFocusOnProblem } from "../../forms/problem.ts";
import { useSubmission } from "../../forms/submission.ts";
import { noteTypedAddress, typedAddress } from "../../forms/typed-address.ts";
import { useTyped } from "../../forms/typed.tsx";
import { type PasswordFormState, signInWithPassword } from "./actions.ts";

interface PasswordFormProps {
  email: string;
  next: string | null;
  label: string;
  words: PasswordWords;
  captcha: ShownCaptcha | null;
  /** The button's words, before and while it runs. */
  submit: [idle: string, busy: string];
}

/** The address and its password, on one page, as password managers expect. */
export function PasswordForm({ email, next, label, words, captcha, submit }: PasswordFormProps) {
  const start: PasswordFormState = {
    email: useTyped()?.email ?? (typedAddress() || email),
    problem: null,
    field: "email",
  };
  const { state, pending, form, problem, dismiss } = useSubmission(
    useActionState(signInWithPassword, start),
  );
  const wrong = state.problem === null ? null : state.field;
  const emailField = useFocusOnProblem(state, { name: "email" });
  const passwordField = useFocusOnProblem(state, { name: "password", select: true });
  const beginsWithPassword = wrong === "password" || (wrong === null && start.email !== "");

  return (
    <form {...form}>
      {next !== null && <input type="hidden" name="next" value={next} />}
      <EmailField
        ref={emailField}
        label={label}
        autoComplete="username"
        enterKeyHint="next"
        begins={!beginsWithPassword}
        defaultValue={state.email}
        readOnly={pending}
        problem={state.field === "email" ? problem : null}
        onChange={(event) => {
          noteTypedAddress(event.currentTarget.value);
          dismiss();
        }}
      />
      <PasswordField
        ref={passwordField}
        continues
        kind="current-password"
        words={words}
        problem={state.field === "password" ? problem : null}
        pending={pending}
        begins={beginsWithPassword}
        onEdit={dismiss}
      >
        <Captcha captcha={captcha} attempt={state} />
        <Button className="mt-5">{submit[pending ? 1 : 0]}</Button>
      </PasswordField>
    </form>
  );
}
