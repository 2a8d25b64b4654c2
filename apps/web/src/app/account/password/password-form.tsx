"use client";

import { useActionState } from "react";
import { PasswordField } from "../../../components/password-field.tsx";
import type { PasswordWords } from "../../../components/password-words.ts";
import { Button } from "../../../components/ui/button.tsx";
import { Username } from "../../../components/username.tsx";
import { NewPassword } from "../../forms/new-password.tsx";
import { useFocusOnProblem } from "../../forms/problem.ts";
import { useSubmission } from "../../forms/submission.ts";
import { changePassword, type PasswordFormState } from "./actions.ts";

interface PasswordFormProps {
  email: string;
  /** Whether the current password is asked for. */
  asksCurrent: boolean;
  words: { current: PasswordWords; new: PasswordWords };
  /** The button's words, before and while it runs. */
  submit: [idle: string, busy: string];
}

/** The account's new password. */
export function PasswordForm({ email, asksCurrent, words, submit }: PasswordFormProps) {
  const start: PasswordFormState = { problem: null, field: "new" };
  const { form, ...sent } = useSubmission(useActionState(changePassword, start));
  const { state, pending, problem, dismiss } = sent;
  const currentField = useFocusOnProblem(state, { name: "current", select: true });
  const beginsWithNew = !asksCurrent || (state.problem !== null && state.field === "new");

  return (
    <form {...form}>
      <Username email={email} />
      {asksCurrent && (
        <PasswordField
          ref={currentField}
          kind="current-password"
          words={words.current}
          problem={state.field === "current" ? problem : null}
          pending={pending}
          begins={!beginsWithNew}
          onEdit={() => state.field === "current" && dismiss()}
        />
      )}
      <NewPassword
        email={null}
        words={words.new}
        sent={sent}
        name="new"
        begins={beginsWithNew}
        continues={asksCurrent}
      >
        <Button className="mt-5">{submit[pending ? 1 : 0]}</Button>
      </NewPassword>
    </form>
  );
}
