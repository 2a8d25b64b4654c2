"use client";

import { CODE_PATTERN, findCode, normalizeCode } from "@watchword/auth/code";
import { type ChangeEvent, useActionState, useEffect, useEffectEvent, useRef } from "react";
import { Row } from "../../../components/sheet.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { FieldError } from "../../../components/ui/field-error.tsx";
import { Input } from "../../../components/ui/input.tsx";
import { useOneAtATime } from "../../one-at-a-time.ts";
import { useProblem } from "../../problem.ts";
import { signInWithCode } from "./actions.ts";

/** The code, in one field: typed, pasted or filled in, it goes off by itself once it is whole. */
export function CodeForm({ codeLength }: { codeLength: number }) {
  const [state, action, pending] = useActionState(signInWithCode, { code: "", problem: null });
  const { problem, dismiss } = useProblem(state);
  const submitOnce = useOneAtATime(pending);
  const field = useRef<HTMLInputElement>(null);
  const sentByItself = useRef("");

  useEffect(() => {
    if (state.problem === null) return;
    field.current?.focus();
    field.current?.select();
  }, [state]);

  // Before the page was alive somebody may have entered the code already.
  const readEarlyEntry = useEffectEvent(() => {
    if (field.current && state.problem === null && !mayBeRestored()) read(field.current);
  });
  useEffect(() => readEarlyEntry(), []);

  function read(input: HTMLInputElement) {
    const code = tidy(input);
    if (code.length !== codeLength || !CODE_PATTERN.test(code) || code === sentByItself.current)
      return;
    sentByItself.current = code;
    input.form?.requestSubmit();
  }

  function onChange(event: ChangeEvent<HTMLInputElement>) {
    dismiss();
    const { isComposing } = event.nativeEvent as InputEvent;
    if (!isComposing) read(event.currentTarget);
  }

  return (
    <form action={action} onSubmit={submitOnce} aria-busy={pending} noValidate>
      <input type="hidden" name="digits" value={codeLength} />
      <Row note={<label htmlFor="code">{codeLength}-digit code</label>}>
        <div className="relative max-w-sm">
          <Input
            ref={field}
            id="code"
            name="code"
            type="text"
            inputMode="numeric"
            autoComplete="one-time-code"
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- The step is this one field.
            autoFocus
            required
            defaultValue={state.code}
            readOnly={pending}
            aria-busy={pending}
            aria-invalid={problem !== null}
            aria-describedby="phrase code-problem"
            onChange={onChange}
            onCompositionEnd={(event) => read(event.currentTarget)}
            look="code"
          />
          {pending && <div className="absolute inset-x-0 bottom-0 h-0.75 working" />}
        </div>
        <FieldError id="code-problem">{problem}</FieldError>
        <Button className="mt-5">{pending ? "Signing in…" : "Sign in"}</Button>
      </Row>
    </form>
  );
}

/** Leaves the code alone in the field, with the caret where it was. */
function tidy(input: HTMLInputElement): string {
  const found = findCode(input.value);
  const code = found ?? normalizeCode(input.value);
  if (code === input.value) return code;
  const before = input.value.slice(0, input.selectionStart ?? input.value.length);
  const caret = Math.min(normalizeCode(before).length, code.length);
  input.value = code;
  input.setSelectionRange(caret, caret);
  return code;
}

/** After a reload or the way back, browsers put old entries into fields: a wrong code, it may be. */
function mayBeRestored(): boolean {
  const [visit] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return visit?.type !== "navigate";
}
