"use client";

import { useActionState } from "react";
import type { ShownCaptcha } from "../captcha/shown.ts";
import { Captcha } from "../components/captcha.tsx";
import { EmailField } from "../components/email-field.tsx";
import { Button } from "../components/ui/button.tsx";
import type { AddressFormState } from "./address-entry.ts";
import { useOneAtATime } from "./one-at-a-time.ts";
import { useFocusOnProblem, useProblem } from "./problem.ts";
import { useTyped } from "./typed.tsx";

interface AddressFormProps {
  action: (state: AddressFormState, form: FormData) => Promise<AddressFormState>;
  email: string;
  next?: string | null;
  label: string;
  /** The button's words: to press, and while it runs. */
  submit: [idle: string, busy: string];
  /** `off` for an address that browsers shouldn't guess. */
  autoComplete?: string;
  /** Left out where the form never has one. */
  captcha?: ShownCaptcha | null;
  /** False where there is something to read before. */
  begins?: boolean;
}

/** A step that asks only for an address: where a mail goes. */
export function AddressForm({
  action,
  email,
  next = null,
  submit: [idle, busy],
  begins = true,
  captcha = null,
  ...field
}: AddressFormProps) {
  const [state, formAction, pending] = useActionState(action, {
    email: useTyped()?.email ?? email,
    problem: null,
  });
  const { problem, dismiss } = useProblem(state);
  const input = useFocusOnProblem(state);

  return (
    <form action={formAction} onSubmit={useOneAtATime(pending)} aria-busy={pending} noValidate>
      {next !== null && <input type="hidden" name="next" value={next} />}
      <EmailField
        ref={input}
        defaultValue={state.email}
        readOnly={pending}
        problem={problem}
        onChange={dismiss}
        {...field}
        begins={begins}
      >
        <Captcha captcha={captcha} attempt={state} />
        <Button className="mt-5">{pending ? busy : idle}</Button>
      </EmailField>
    </form>
  );
}
