"use client";

import { useActionState } from "react";
import { PasswordField } from "../../components/password-field.tsx";
import type { PasswordWords } from "../../components/password-words.ts";
import { Button } from "../../components/ui/button.tsx";
import { Username } from "../../components/username.tsx";
import type { LinkFormState } from "./link-form.tsx";
import { useOneAtATime } from "../one-at-a-time.ts";
import { useFocusOnProblem, useProblem } from "../problem.ts";

interface NewPasswordFormProps {
  action: (state: LinkFormState, form: FormData) => Promise<LinkFormState>;
  /** Whose it becomes; null where the page doesn't say. */
  email: string | null;
  /** Of the link that lets it be set. */
  token: string;
  /** Where it leads in the end. */
  next: string | null;
  words: PasswordWords;
  /** The button's words: to press, and while it runs. */
  submit: [idle: string, busy: string];
}

/** A link's page that is about a new password: nothing happens before it is sent. */
export function NewPasswordForm({
  action,
  email,
  token,
  next,
  words,
  submit,
}: NewPasswordFormProps) {
  const [state, formAction, pending] = useActionState(action, { problem: null });
  const { problem, dismiss } = useProblem(state);
  const field = useFocusOnProblem(state);
  const [idle, busy] = submit;

  return (
    <form action={formAction} onSubmit={useOneAtATime(pending)} aria-busy={pending} noValidate>
      <input type="hidden" name="token" value={token} />
      {next !== null && <input type="hidden" name="next" value={next} />}
      {email !== null && <Username email={email} />}
      <PasswordField
        ref={field}
        kind="new-password"
        words={words}
        problem={problem}
        pending={pending}
        begins
        onEdit={dismiss}
      >
        <Button className="mt-5">{pending ? busy : idle}</Button>
      </PasswordField>
    </form>
  );
}
