import type { ReactNode } from "react";
import { PasswordField } from "../../components/password-field.tsx";
import type { PasswordWords } from "../../components/password-words.ts";
import { Username } from "../../components/username.tsx";
import { useFocusOnProblem } from "./problem.ts";
import type { Submission } from "./submission.ts";

interface NewPasswordProps {
  /** The address of its account, for password managers; null if the page doesn't show it, or shows it elsewhere. */
  email: string | null;
  words: PasswordWords;
  /** The submission of its form. */
  sent: Submission<{ problem: string | null; field?: string }>;
  /** The field's name in the form's problems, if the form has several fields. */
  name?: string;
  /** Whether the step begins with it. */
  begins: boolean;
  /** Whether it follows another field. */
  continues?: boolean;
  /** The form's button. */
  children: ReactNode;
}

/** The field of a password that is being chosen, the last of its form. */
export function NewPassword({ email, sent, name, children, ...field }: NewPasswordProps) {
  const { state, pending, problem, dismiss } = sent;
  const isMeant = state.field === name;
  return (
    <>
      {email !== null && <Username email={email} />}
      <PasswordField
        ref={useFocusOnProblem(state, { name })}
        {...field}
        pending={pending}
        kind="new-password"
        problem={isMeant ? problem : null}
        onEdit={() => isMeant && dismiss()}
      >
        {children}
      </PasswordField>
    </>
  );
}
