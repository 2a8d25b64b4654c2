"use client";

import { useActionState } from "react";
import { Button } from "../components/ui/button.tsx";
import { FieldError } from "../components/ui/field-error.tsx";
import { useOneAtATime } from "./one-at-a-time.ts";

export interface LinkFormState {
  problem: string | null;
}

interface LinkFormProps {
  action: (state: LinkFormState, form: FormData) => Promise<LinkFormState>;
  token: string;
  next?: string | null;
  /** The button's words: to press, and while it runs. */
  submit: [idle: string, busy: string];
}

/** The button that a link's page is about: nothing happens before it is pressed. */
export function LinkForm({ action, token, next = null, submit: [idle, busy] }: LinkFormProps) {
  const [{ problem }, formAction, pending] = useActionState(action, { problem: null });
  return (
    <form action={formAction} onSubmit={useOneAtATime(pending)} aria-busy={pending}>
      <input type="hidden" name="token" value={token} />
      {next !== null && <input type="hidden" name="next" value={next} />}
      <Button className="wrap-anywhere">{pending ? busy : idle}</Button>
      <FieldError id="link-problem">{!pending && problem}</FieldError>
    </form>
  );
}
