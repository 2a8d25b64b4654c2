"use client";

import { useActionState, useRef } from "react";
import { CodeField } from "../../components/code-field.tsx";
import { Button } from "../../components/ui/button.tsx";
import { useOneAtATime } from "../one-at-a-time.ts";
import { useFocusOnProblem, useProblem } from "../problem.ts";
import { useTyped } from "../typed.tsx";
import type { CodeFormState } from "./code-entry.ts";

export interface CodeFormProps {
  action: (state: CodeFormState, form: FormData) => Promise<CodeFormState>;
  label: string;
  otpId: string;
  codeLength: number;
  /** The id of what is to be read with the field. */
  describedBy?: string;
  /** The button's words: to press, and while it runs. */
  submit: [idle: string, busy: string];
}

/** A step that asks only for the code: it submits itself once the code is complete. */
export function CodeForm({
  action,
  label,
  otpId,
  codeLength,
  describedBy = "",
  submit: [idle, busy],
}: CodeFormProps) {
  const [state, formAction, pending] = useActionState(action, {
    code: useTyped()?.code ?? "",
    problem: null,
  });
  const { problem, dismiss } = useProblem(state);
  const field = useFocusOnProblem(state, { select: true });
  const sentByItself = useRef("");

  function sendOnce(code: string, form: HTMLFormElement | null) {
    if (code === sentByItself.current) return;
    sentByItself.current = code;
    form?.requestSubmit();
  }

  return (
    <form action={formAction} onSubmit={useOneAtATime(pending)} aria-busy={pending} noValidate>
      <CodeField
        ref={field}
        {...{ label, otpId, codeLength, describedBy }}
        defaultValue={state.code}
        problem={problem}
        pending={pending}
        onEdit={dismiss}
        onWhole={sendOnce}
      >
        <Button className="mt-3 @2xl:mt-4">{pending ? busy : idle}</Button>
      </CodeField>
    </form>
  );
}
