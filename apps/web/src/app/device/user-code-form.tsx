"use client";

import { useActionState } from "react";
import { Button } from "../../components/ui/button.tsx";
import { FieldError } from "../../components/ui/field-error.tsx";
import { Input } from "../../components/ui/input.tsx";
import { Row } from "../../components/page-layout.tsx";
import { useOneAtATime } from "../one-at-a-time.ts";
import { useFocusOnProblem, useProblem } from "../problem.ts";
import { useTyped } from "../typed.tsx";

export interface UserCodeFormState {
  code: string;
  problem: string | null;
}

interface UserCodeFormProps {
  action: (state: UserCodeFormState, form: FormData) => Promise<UserCodeFormState>;
  label: string;
  /** Whether the page begins with it. */
  begins: boolean;
  /** What stands in it at first. */
  userCode: string | null;
  /** The button's words: to press, and while it runs. */
  submit: [idle: string, busy: string];
}

/** A code that another device shows. */
export function UserCodeForm({ action, label, begins, submit, userCode }: UserCodeFormProps) {
  const [state, formAction, pending] = useActionState(action, {
    code: useTyped()?.code ?? userCode ?? "",
    problem: null,
  });
  const { problem, dismiss } = useProblem(state);
  const field = useFocusOnProblem(state, { select: true });
  return (
    <form action={formAction} onSubmit={useOneAtATime(pending)} aria-busy={pending} noValidate>
      <Row note={<label htmlFor="code">{label}</label>}>
        <Input
          ref={field}
          id="code"
          name="code"
          type="text"
          dir="ltr"
          autoCapitalize="characters"
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="go"
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- The page begins with this field.
          autoFocus={begins}
          required
          defaultValue={state.code}
          readOnly={pending}
          aria-invalid={problem !== null}
          aria-describedby="code-problem"
          onChange={dismiss}
          look="code"
          className="max-w-sm uppercase"
        />
        <FieldError id="code-problem">{problem}</FieldError>
        <Button className="mt-4">{submit[pending ? 1 : 0]}</Button>
      </Row>
    </form>
  );
}
