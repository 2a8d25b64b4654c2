"use client";

import { type ReactNode, useActionState } from "react";
import type { PasswordWords } from "../../components/password-words.ts";
import { EmailField } from "../../components/email-field.tsx";
import { Button } from "../../components/ui/button.tsx";
import { FieldError } from "../../components/ui/field-error.tsx";
import { NewPassword } from "../forms/new-password.tsx";
import { useFocusOnProblem } from "../forms/problem.ts";
import { type Submission, useSubmission } from "../forms/submission.ts";

export interface LinkFormState {
  problem: string | null;
  /** The address as it was typed, if one is asked for. */
  email?: string;
}

/** What a link's form asks for beside pressing its button. */
export type Asked =
  /** Its address, in a browser that hasn't shown that it is its owner's. */
  | { what: "address"; label: string; begins: boolean }
  /** A new password, and the address of its account; null if the page doesn't show it. */
  | { what: "password"; email: string | null; words: PasswordWords }
  | null;

interface LinkFormProps {
  action: (state: LinkFormState, form: FormData) => Promise<LinkFormState>;
  token: string;
  /** Where it finally leads. */
  next: string | null;
  asks: Asked;
  /** The button's words, before and while it runs. */
  submit: [idle: string, busy: string];
}

/** The form that a link's page is about: nothing happens before it is sent. */
export function LinkForm({ action, token, next, asks, submit }: LinkFormProps) {
  const { form, ...sent } = useSubmission(
    useActionState<LinkFormState, FormData>(action, { problem: null }),
  );
  const { state, pending } = sent;
  const words = submit[pending ? 1 : 0];
  return (
    <form {...form}>
      <input type="hidden" name="token" value={token} />
      {next !== null && <input type="hidden" name="next" value={next} />}
      {asks === null && (
        <>
          <Button className="wrap-anywhere">{words}</Button>
          <FieldError id="link-problem">{!pending && state.problem}</FieldError>
        </>
      )}
      {asks?.what === "address" && (
        <Address {...asks} sent={sent}>
          <Button className="mt-5">{words}</Button>
        </Address>
      )}
      {asks?.what === "password" && (
        <NewPassword email={asks.email} words={asks.words} sent={sent} begins>
          <Button className="mt-5">{words}</Button>
        </NewPassword>
      )}
    </form>
  );
}

interface AddressProps {
  label: string;
  /** Whether the page begins with it, instead of with what asks for it in the row above. */
  begins: boolean;
  sent: Submission<LinkFormState>;
  /** The form's button. */
  children: ReactNode;
}

function Address({ label, begins, sent, children }: AddressProps) {
  const { state, pending, problem, dismiss } = sent;
  return (
    <EmailField
      ref={useFocusOnProblem(state)}
      {...{ label, begins, problem }}
      continues={!begins}
      defaultValue={state.email ?? ""}
      readOnly={pending}
      onChange={dismiss}
    >
      {children}
    </EmailField>
  );
}
