"use client";

import { useActionState } from "react";
import { Button } from "../../components/ui/button.tsx";
import { FieldError } from "../../components/ui/field-error.tsx";
import { Input } from "../../components/ui/input.tsx";
import { useOneAtATime } from "../one-at-a-time.ts";

export interface LinkFormState {
  problem: string | null;
  /** The address as it was typed, where one is asked for. */
  email?: string;
}

interface LinkFormProps {
  action: (state: LinkFormState, form: FormData) => Promise<LinkFormState>;
  token: string;
  next?: string | null;
  /** What an address is asked for with, in a browser that hasn't shown that it is its owner's. */
  confirm?: { why: string; label: string } | null;
  /** The button's words: to press, and while it runs. */
  submit: [idle: string, busy: string];
}

/** The button that a link's page is about: nothing happens before it is pressed. */
export function LinkForm({ action, token, next = null, confirm = null, submit }: LinkFormProps) {
  const [state, formAction, pending] = useActionState(action, { problem: null });
  const [idle, busy] = submit;
  return (
    <form
      action={formAction}
      onSubmit={useOneAtATime(pending)}
      aria-busy={pending}
      noValidate={confirm !== null}
    >
      <input type="hidden" name="token" value={token} />
      {next !== null && <input type="hidden" name="next" value={next} />}
      {confirm && <Confirm {...confirm} state={state} />}
      <Button className="wrap-anywhere">{pending ? busy : idle}</Button>
      <FieldError id="link-problem">{!pending && state.problem}</FieldError>
    </form>
  );
}

function Confirm({ why, label, state }: { why: string; label: string; state: LinkFormState }) {
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
