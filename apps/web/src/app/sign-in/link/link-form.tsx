"use client";

import { useActionState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { FieldError } from "../../../components/ui/field-error.tsx";
import { useOneAtATime } from "../../one-at-a-time.ts";
import { signInWithLink } from "./actions.ts";

interface LinkFormProps {
  email: string;
  token: string;
  next: string | null;
}

/** The button that a link's page is about: nothing happens before it is pressed. */
export function LinkForm({ email, token, next }: LinkFormProps) {
  const [{ problem }, action, pending] = useActionState(signInWithLink, { problem: null });
  return (
    <form action={action} onSubmit={useOneAtATime(pending)} aria-busy={pending}>
      <input type="hidden" name="token" value={token} />
      {next !== null && <input type="hidden" name="next" value={next} />}
      <Button className="wrap-anywhere">{pending ? "Signing in…" : `Sign in as ${email}`}</Button>
      <FieldError id="link-problem">{!pending && problem}</FieldError>
    </form>
  );
}
