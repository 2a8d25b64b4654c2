"use client";

import { useActionState } from "react";
import { CodeField } from "../../../components/code-field.tsx";
import { PasswordField } from "../../../components/password-field.tsx";
import type { PasswordWords } from "../../../components/password-words.ts";
import { Button } from "../../../components/ui/button.tsx";
import { Username } from "../../../components/username.tsx";
import { useOneAtATime } from "../../one-at-a-time.ts";
import { useFocusOnProblem, useProblem } from "../../problem.ts";
import { useTyped } from "../../typed.tsx";
import { confirmSignUp, type SignUpFormState } from "./actions.ts";

const START: SignUpFormState = { code: "", problem: null, field: "code" };

interface SignUpFormProps {
  email: string;
  otpId: string;
  codeLength: number;
  label: string;
  words: PasswordWords;
  /** The button's words: to press, and while it runs. */
  submit: [idle: string, busy: string];
}

/** The code and the password that the account is to have, sent together. */
export function SignUpForm({ email, label, otpId, codeLength, words, submit }: SignUpFormProps) {
  const [state, action, pending] = useActionState(confirmSignUp, {
    ...START,
    code: useTyped()?.code ?? "",
  });
  const { problem, dismiss } = useProblem(state);
  const mendsPassword = state.problem !== null && state.field === "password";
  const codeField = useFocusOnProblem(state, { name: "code", select: true });
  const passwordField = useFocusOnProblem(state, { name: "password" });

  return (
    <form action={action} onSubmit={useOneAtATime(pending)} aria-busy={pending} noValidate>
      <CodeField
        ref={codeField}
        {...{ label, otpId, codeLength }}
        defaultValue={state.code}
        problem={state.field === "code" ? problem : null}
        pending={pending}
        begins={!mendsPassword}
        onEdit={() => state.field === "code" && dismiss()}
      />
      <Username email={email} />
      <PasswordField
        ref={passwordField}
        kind="new-password"
        words={words}
        problem={state.field === "password" ? problem : null}
        pending={pending}
        begins={mendsPassword}
        onEdit={() => state.field === "password" && dismiss()}
      >
        <Button className="mt-5">{submit[pending ? 1 : 0]}</Button>
      </PasswordField>
    </form>
  );
}
