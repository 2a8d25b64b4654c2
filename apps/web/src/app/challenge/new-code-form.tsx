"use client";

import { useActionState } from "react";
import { Button } from "../../components/ui/button.tsx";
import { FieldError } from "../../components/ui/field-error.tsx";
import { useOneAtATime } from "../one-at-a-time.ts";
import { type MailAction, NOTHING_MAILED } from "./mail-form.ts";

interface NewCodeFormProps {
  action: MailAction;
  look?: "primary" | "plain";
  /** The button's words: to press, and while it runs. */
  submit: [idle: string, busy: string];
}

/** Another code, in one press. */
export function NewCodeForm({ action, look = "primary", submit: [idle, busy] }: NewCodeFormProps) {
  const [state, formAction, pending] = useActionState(action, NOTHING_MAILED);
  return (
    <form action={formAction} onSubmit={useOneAtATime(pending)} aria-busy={pending}>
      <Button look={look}>{pending ? busy : idle}</Button>
      <FieldError id="new-code-problem">{!pending && state.problem}</FieldError>
    </form>
  );
}
