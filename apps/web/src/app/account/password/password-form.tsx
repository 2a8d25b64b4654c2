"use client";

import { useActionState } from "react";
import { PasswordField } from "../../../components/password-field.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { Username } from "../../../components/username.tsx";
import { useOneAtATime } from "../../one-at-a-time.ts";
import { useFocusOnProblem, useProblem } from "../../problem.ts";
import { changePassword, type PasswordFormState } from "./actions.ts";

interface PasswordFormProps {
  email: string;
  /** Whether the current password is to vouch for who sends it. */
  asksCurrent: boolean;
}

/** The account's new password. */
export function PasswordForm({ email, asksCurrent }: PasswordFormProps) {
  const start: PasswordFormState = { problem: null, field: "new" };
  const [state, action, pending] = useActionState(changePassword, start);
  const { problem, dismiss } = useProblem(state);
  const currentField = useFocusOnProblem(state, { name: "current", select: true });
  const newField = useFocusOnProblem(state, { name: "new" });
  const beginsWithNew = !asksCurrent || (state.problem !== null && state.field === "new");

  return (
    <form action={action} onSubmit={useOneAtATime(pending)} aria-busy={pending} noValidate>
      <Username email={email} />
      {asksCurrent && (
        <PasswordField
          ref={currentField}
          kind="current-password"
          label="Current password"
          problem={state.field === "current" ? problem : null}
          pending={pending}
          begins={!beginsWithNew}
          onEdit={() => state.field === "current" && dismiss()}
        />
      )}
      <PasswordField
        ref={newField}
        kind="new-password"
        label="New password"
        problem={state.field === "new" ? problem : null}
        pending={pending}
        begins={beginsWithNew}
        onEdit={() => state.field === "new" && dismiss()}
      >
        <Button className="mt-5">{pending ? "Setting it…" : "Set the password"}</Button>
      </PasswordField>
    </form>
  );
}
