"use client";

import { useActionState } from "react";
import type { PasswordWords } from "../../components/password-words.ts";
import { Button } from "../../components/ui/button.tsx";
import { FieldError } from "../../components/ui/field-error.tsx";
import { Input } from "../../components/ui/input.tsx";
import { NewPassword } from "../forms/new-password.tsx";
import { useSubmission } from "../forms/submission.ts";

export interface LinkFormState {
  problem: string | null;
  /** The address as it was typed, where one is asked for. */
  email?: string;
}

/** What a link's form asks for beside a press. */
export type Asked =
  /** Its address, in a browser that hasn't shown that it is its owner's. */
  | { what: "address"; why: string; label: string }
  /** A new password, and whose it becomes; null where the page doesn't say. */
  | { what: "password"; email: string | null; words: PasswordWords }
  | null;

interface LinkFormProps {
  action: (state: LinkFormState, form: FormData) => Promise<LinkFormState>;
  token: string;
  /** Where it leads in the end. */
  next: string | null;
  asks: Asked;
  /** The button's words: to press, and while it runs. */
  submit: [idle: string, busy: string];
}

/** The form that a link's page is about: nothing happens before it is sent. */
export function LinkForm({ action, token, next, asks, submit }: LinkFormProps) {
  const { form, ...sent } = useSubmission(useActionState(action, { problem: null }));
  const { state, pending } = sent;
  const words = submit[pending ? 1 : 0];
  return (
    <form {...form}>
      <input type="hidden" name="token" value={token} />
      {next !== null && <input type="hidden" name="next" value={next} />}
      {asks?.what === "password" ? (
        <NewPassword email={asks.email} words={asks.words} sent={sent} begins>
          <Button className="mt-5">{words}</Button>
        </NewPassword>
      ) : (
        <>
          {asks && <Address {...asks} state={state} />}
          <Button className="wrap-anywhere">{words}</Button>
          <FieldError id="link-problem">{!pending && state.problem}</FieldError>
        </>
      )}
    </form>
  );
}

function Address({ why, label, state }: { why: string; label: string; state: LinkFormState }) {
  return (
    <div className="mb-5 max-w-sm">
      <p className="mb-5">{why}</p>
      <label htmlFor="link-email" className="mb-2 block">
        {label}
      </label>
      <Input
        id="link-email"
        name="email"
        type="email"
        dir="ltr"
        autoComplete="email"
        autoCapitalize="none"
        spellCheck={false}
        required
        maxLength={320}
        defaultValue={state.email ?? ""}
        aria-invalid={state.problem !== null}
        aria-describedby="link-problem"
      />
    </div>
  );
}
