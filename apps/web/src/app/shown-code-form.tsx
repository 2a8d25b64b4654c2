"use client";

import { type ComponentProps, type ReactNode, useActionState } from "react";
import { Button } from "../components/ui/button.tsx";
import { FieldError } from "../components/ui/field-error.tsx";
import { Input } from "../components/ui/input.tsx";
import { useOneAtATime } from "./one-at-a-time.ts";
import { useFocusOnProblem, useProblem } from "./problem.ts";
import { useTyped } from "./typed.tsx";

export interface ShownCodeFormState {
  code: string;
  problem: string | null;
}

interface ShownCodeFormProps extends ComponentProps<"input"> {
  action: (state: ShownCodeFormState, form: FormData) => Promise<ShownCodeFormState>;
  /** The field's, and what its label is for. */
  name: string;
  /** What stands in the field at first. */
  code?: string | null;
  /** Of the link that it is typed at. */
  token?: string;
  /** What is said in place of the field, once there is no try left. */
  spent?: string | null;
  /** What stands above the field. */
  before?: ReactNode;
  /** What stands below the button. */
  after?: ReactNode;
  /** The button's words: to press, and while it runs. */
  submit: [idle: string, busy: string];
}

/** A code that another device shows. */
export function ShownCodeForm({ action, name, code, token, ...props }: ShownCodeFormProps) {
  const { spent = null, before, after, submit, ...field } = props;
  const [state, formAction, pending] = useActionState(action, {
    code: useTyped()?.code ?? code ?? "",
    problem: null,
  });
  const { problem, dismiss } = useProblem(state);
  const input = useFocusOnProblem(state, { select: true });
  const problemId = `${name}-problem`;
  return (
    <form action={formAction} onSubmit={useOneAtATime(pending)} aria-busy={pending} noValidate>
      {spent === null && (
        <>
          {token !== undefined && <input type="hidden" name="token" value={token} />}
          {before}
          <Input
            ref={input}
            id={name}
            name={name}
            type="text"
            dir="ltr"
            autoComplete="off"
            spellCheck={false}
            enterKeyHint="go"
            required
            defaultValue={state.code}
            readOnly={pending}
            aria-invalid={problem !== null}
            aria-describedby={problemId}
            onChange={dismiss}
            look="code"
            {...field}
          />
        </>
      )}
      <FieldError id={problemId}>{spent ?? problem}</FieldError>
      {spent === null && (
        <>
          <Button className="mt-4">{submit[pending ? 1 : 0]}</Button>
          {after}
        </>
      )}
    </form>
  );
}
