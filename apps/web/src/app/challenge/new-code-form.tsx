"use client";

import { useActionState } from "react";
import { Button } from "../../components/ui/button.tsx";
import { FieldError } from "../../components/ui/field-error.tsx";
import { useOneAtATime } from "../one-at-a-time.ts";
import { type MailAction, NOTHING_MAILED } from "./mail-form.ts";
import { useServerTime } from "./server-time.ts";

interface NewCodeFormProps {
  action: MailAction;
  look?: "primary" | "plain";
  /** When it helps to press, and the server's time when it rendered the page, in milliseconds. */
  from?: { iso: string; serverNow: number };
  /** The button's words: to press, and while it runs. */
  submit: [idle: string, busy: string];
}

/** Another code, in one press. */
export function NewCodeForm({
  action,
  look = "primary",
  from,
  submit: [idle, busy],
}: NewCodeFormProps) {
  const [state, formAction, pending] = useActionState(action, NOTHING_MAILED);
  const submitOnce = useOneAtATime(pending);
  const now = useServerTime(from?.serverNow ?? 0);
  const waits = from !== undefined && now !== null && now < Date.parse(from.iso);
  return (
    <form
      action={formAction}
      onSubmit={(event) => (waits ? event.preventDefault() : submitOnce(event))}
      aria-busy={pending}
    >
      <Button look={look} aria-disabled={waits}>
        {pending ? busy : idle}
      </Button>
      <output className="block not-empty:mt-3">{!pending && state.done}</output>
      <FieldError id="new-code-problem">{!pending && state.problem}</FieldError>
    </form>
  );
}
