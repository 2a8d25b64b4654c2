"use client";

import { useActionState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { FieldError } from "../../../components/ui/field-error.tsx";
import { Input } from "../../../components/ui/input.tsx";
import { useOneAtATime } from "../../one-at-a-time.ts";
import { useFocusOnProblem, useProblem } from "../../problem.ts";

export interface NumberFormState {
  number: string;
  problem: string | null;
}

interface NumberFormProps {
  action: (state: NumberFormState, form: FormData) => Promise<NumberFormState>;
  /** Of the link. */
  token: string;
  words: {
    lead: string;
    label: string;
    /** To press, and while it runs. */
    submit: [idle: string, busy: string];
    warning: string;
  };
  /** What is said in place of the field once a wrong number was sent; null before. */
  spent: string | null;
}

/** The number of the browser that asked, to let it in. One try. */
export function NumberForm({ action, token, words, spent }: NumberFormProps) {
  const [state, formAction, pending] = useActionState(action, { number: "", problem: null });
  const { problem, dismiss } = useProblem(state);
  const field = useFocusOnProblem(state, { select: true });
  const { lead, label, submit, warning } = words;
  return (
    <form action={formAction} onSubmit={useOneAtATime(pending)} aria-busy={pending} noValidate>
      {spent === null && (
        <>
          <input type="hidden" name="token" value={token} />
          <p className="mb-5 max-w-prose">{lead}</p>
          <label htmlFor="number" className="mb-2 block">
            {label}
          </label>
          <Input
            ref={field}
            id="number"
            name="number"
            type="text"
            dir="ltr"
            inputMode="numeric"
            autoComplete="off"
            enterKeyHint="go"
            required
            defaultValue={state.number}
            readOnly={pending}
            aria-invalid={problem !== null}
            aria-describedby="number-problem"
            onChange={dismiss}
            look="code"
            className="max-w-44"
          />
        </>
      )}
      <FieldError id="number-problem">{spent ?? problem}</FieldError>
      {spent === null && (
        <>
          <Button className="mt-4">{submit[pending ? 1 : 0]}</Button>
          <p className="mt-4 max-w-prose text-muted">{warning}</p>
        </>
      )}
    </form>
  );
}
