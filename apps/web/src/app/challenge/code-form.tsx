"use client";

import { useActionState, useRef } from "react";
import { CodeField } from "../../components/code-field.tsx";
import type { PasswordWords } from "../../components/password-words.ts";
import { Button } from "../../components/ui/button.tsx";
import { NewPassword } from "../forms/new-password.tsx";
import { useFocusOnProblem } from "../forms/problem.ts";
import { useSubmission } from "../forms/submission.ts";
import { useTyped } from "../forms/typed.tsx";

/** The state of a form for a code. */
export interface CodeFormState {
  code: string;
  problem: string | null;
  /** The field that the problem is about. */
  field: "code" | "password";
}

interface CodeFormProps {
  action: (state: CodeFormState, form: FormData) => Promise<CodeFormState>;
  label: string;
  otpId: string;
  codeLength: number;
  /** The id of the text that describes the field. */
  describedBy: string;
  /** The password that is chosen with it, and its account's address; null if none is. */
  password: { email: string; words: PasswordWords } | null;
  /** The button's words, before and while it runs. */
  submit: [idle: string, busy: string];
}

/** The code, and a password if one is chosen with it. A code alone is sent as soon as it is complete. */
export function CodeForm({ action, password, submit, ...code }: CodeFormProps) {
  const start: CodeFormState = { code: useTyped()?.code ?? "", problem: null, field: "code" };
  const { form, ...sent } = useSubmission(useActionState(action, start));
  const { state, pending, problem, dismiss } = sent;
  const codeField = useFocusOnProblem(state, { name: "code", select: true });
  const mendsPassword = state.problem !== null && state.field === "password";
  const sentByItself = useRef("");

  function sendOnce(entered: string, element: HTMLFormElement | null) {
    if (password !== null || entered === sentByItself.current) return;
    sentByItself.current = entered;
    element?.requestSubmit();
  }

  const button = <Button className="mt-3 @2xl:mt-4">{submit[pending ? 1 : 0]}</Button>;
  return (
    <form {...form}>
      <CodeField
        ref={codeField}
        {...code}
        defaultValue={state.code}
        problem={state.field === "code" ? problem : null}
        pending={pending}
        begins={!mendsPassword}
        onEdit={() => state.field === "code" && dismiss()}
        onWhole={sendOnce}
      >
        {password === null && button}
      </CodeField>
      {password !== null && (
        <NewPassword continues {...password} sent={sent} name="password" begins={mendsPassword}>
          {button}
        </NewPassword>
      )}
    </form>
  );
}
