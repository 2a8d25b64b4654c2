"use client";

import { useActionState } from "react";
import type { ShownCaptcha } from "../../captcha/shown.ts";
import { Captcha } from "../../components/captcha.tsx";
import { EmailField } from "../../components/email-field.tsx";
import { Button } from "../../components/ui/button.tsx";
import type { AddressFormState } from "./address-entry.ts";
import { useFocusOnProblem } from "./problem.ts";
import { useSubmission } from "./submission.ts";
import { noteTypedAddress, typedAddress } from "./typed-address.ts";
import { useTyped } from "./typed.tsx";

interface AddressFormProps {
  action: (state: AddressFormState, form: FormData) => Promise<AddressFormState>;
  email: string;
  next?: string | null;
  label: string;
  /** The button's words, before and while it runs. */
  submit: [idle: string, busy: string];
  /** `off` for an address that browsers shouldn't guess. */
  autoComplete?: string;
  /** Absent if the form never has one. */
  captcha?: ShownCaptcha | null;
  /** Whether the address is carried to other forms and from them. */
  carries?: boolean;
  look?: "primary" | "danger";
  /** False if there is something to read first. */
  begins?: boolean;
}

/** A step that asks only for the address to mail. */
export function AddressForm({
  action,
  email,
  next = null,
  submit: [idle, busy],
  begins = true,
  carries = false,
  captcha = null,
  look = "primary",
  ...field
}: AddressFormProps) {
  const typed = useTyped()?.email ?? ((carries && typedAddress()) || email);
  const { state, pending, form, problem, dismiss } = useSubmission(
    useActionState(action, { email: typed, problem: null }),
  );
  const input = useFocusOnProblem(state);
  const note = (address: string | null) => carries && noteTypedAddress(address);

  return (
    <form
      {...form}
      onSubmit={(event) => {
        note(null);
        form.onSubmit(event);
      }}
    >
      {next !== null && <input type="hidden" name="next" value={next} />}
      <EmailField
        ref={input}
        defaultValue={state.email}
        readOnly={pending}
        problem={problem}
        onChange={(event) => {
          note(event.currentTarget.value);
          dismiss();
        }}
        {...field}
        begins={begins}
      >
        <Captcha captcha={captcha} attempt={state} />
        <Button look={look} className="mt-5">
          {pending ? busy : idle}
        </Button>
      </EmailField>
    </form>
  );
}
