"use client";

import { type ReactNode, useActionState } from "react";
import type { ShownCaptcha } from "../../captcha/shown.ts";
import { Captcha } from "../../components/captcha.tsx";
import { AddressRow } from "../../components/address-row.tsx";
import { Button } from "../../components/ui/button.tsx";
import { FieldError } from "../../components/ui/field-error.tsx";
import { useSubmission } from "../forms/submission.ts";
import { noteTypedAddress } from "../forms/typed-address.ts";
import { forgetAddress, requestSignIn } from "./actions.ts";

interface RememberedProps {
  email: string;
  next: string | null;
  captcha: ShownCaptcha | null;
  note: string;
  /** The button's words, before and while it runs. */
  submit: [idle: string, busy: string];
  /** What leads to the form for another address. */
  other: ReactNode;
  /** What asks to forget the address, with its button. */
  forget: ReactNode;
}

/** A button for the address that signed in here last, with ways to use another one or to forget it. */
export function Remembered({ email, next, captcha, note, submit, other, forget }: RememberedProps) {
  const { state, pending, form } = useSubmission(
    useActionState(requestSignIn, { email, problem: null }),
  );
  return (
    <AddressRow note={note} email={email}>
      <form {...form}>
        <input type="hidden" name="email" value={email} />
        {next !== null && <input type="hidden" name="next" value={next} />}
        <Captcha captcha={captcha} attempt={state} />
        {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- It is what most come for. */}
        <Button autoFocus className="mt-4">
          {submit[pending ? 1 : 0]}
        </Button>
        <FieldError id="remembered-problem">{!pending && state.problem}</FieldError>
      </form>
      <p className="mt-4">{other}</p>
      <form action={forgetAddress} onSubmit={() => noteTypedAddress(null)} className="mt-2">
        <p className="text-muted">{forget}</p>
      </form>
    </AddressRow>
  );
}
