"use client";

import { useActionState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { FieldError } from "../../../components/ui/field-error.tsx";
import { useOneAtATime } from "../../one-at-a-time.ts";
import { requestNewCode } from "./actions.ts";

/** Another code for the same address, in one press. */
export function NewCodeForm({ look = "primary" }: { look?: "primary" | "plain" }) {
  const [state, action, pending] = useActionState(requestNewCode, { done: null, problem: null });
  return (
    <form action={action} onSubmit={useOneAtATime(pending)} aria-busy={pending}>
      <Button look={look}>{pending ? "Sending…" : "Send a new code"}</Button>
      <FieldError id="new-code-problem">{!pending && state.problem}</FieldError>
    </form>
  );
}
