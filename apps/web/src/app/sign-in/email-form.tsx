"use client";

import { useActionState, useEffect, useRef } from "react";
import { Row } from "../../components/sheet.tsx";
import { Button } from "../../components/ui/button.tsx";
import { FieldError } from "../../components/ui/field-error.tsx";
import { Input } from "../../components/ui/input.tsx";
import { useOneAtATime } from "../one-at-a-time.ts";
import { useProblem } from "../problem.ts";
import { requestSignIn } from "./actions.ts";

/** The first step: where the mail goes. */
export function EmailForm({ email, next }: { email: string; next: string | null }) {
  const [state, action, pending] = useActionState(requestSignIn, { email, problem: null });
  const { problem, dismiss } = useProblem(state);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (state.problem !== null) field.current?.focus();
  }, [state]);

  return (
    <form action={action} onSubmit={useOneAtATime(pending)} aria-busy={pending} noValidate>
      {next !== null && <input type="hidden" name="next" value={next} />}
      <Row note={<label htmlFor="email">Email address</label>}>
        <Input
          ref={field}
          id="email"
          name="email"
          type="email"
          autoComplete="email"
          autoCapitalize="none"
          spellCheck={false}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- The step is this one field.
          autoFocus
          required
          maxLength={320}
          defaultValue={state.email}
          readOnly={pending}
          aria-invalid={problem !== null}
          aria-describedby="email-problem"
          onChange={dismiss}
        />
        <FieldError id="email-problem">{problem}</FieldError>
        <Button className="mt-5">{pending ? "Sending…" : "Send the mail"}</Button>
      </Row>
    </form>
  );
}
