"use client";

import { type ComponentProps, type ReactNode, useActionState } from "react";
import { Button } from "../../components/ui/button.tsx";
import { FieldError } from "../../components/ui/field-error.tsx";
import { Input } from "../../components/ui/input.tsx";
import { useFocusOnProblem } from "./problem.ts";
import { useSubmission } from "./submission.ts";
import { useTyped } from "./typed.tsx";

export interface ShownCodeFormState {
  code: string;
  problem: string | null;
}

interface ShownCodeFormProps extends ComponentProps<typeof Input> {
  action: (state: ShownCodeFormState, form: FormData) => Promise<ShownCodeFormState>;
  /** The name of the field, which is also its id. */
  name: string;
  /** The initial value of the field. */
  code?: string | null;
  /** The token of the link that it is typed at. */
  token?: string;
  /** What replaces the field when there is no try left. */
  spent?: string | null;
  /** What is above the field. */
  before?: ReactNode;
  /** What is below the button. */
  after?: ReactNode;
  /** The button's words, before and while it runs. */
  submit: [idle: string, busy: string];
}

/** A form for a code that another device shows. */
export function ShownCodeForm({ action, name, code, token, ...props }: ShownCodeFormProps) {
  const { spent = null, before, after, submit, ...field } = props;
  const start = { code: useTyped()?.code ?? code ?? "", problem: null };
  const { state, pending, form, problem, dismiss } = useSubmission(useActionState(action, start));
  const input = useFocusOnProblem(state, { select: true });
  const problemId = `${name}-problem`;
  return (
    <form {...form}>
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
