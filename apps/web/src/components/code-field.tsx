"use client";

import { CODE_PATTERN, findCode, normalizeCode } from "@watchword/auth/code";
import { type ReactNode, type RefObject, useEffect, useEffectEvent } from "react";
import { Row } from "./page-layout.tsx";
import { FieldError } from "./ui/field-error.tsx";
import { Input } from "./ui/input.tsx";

interface CodeFieldProps {
  ref: RefObject<HTMLInputElement | null>;
  label: string;
  /** The challenge that it is rendered for. */
  otpId: string;
  codeLength: number;
  defaultValue: string;
  problem: string | null;
  pending: boolean;
  /** Whether the step begins with it. */
  begins?: boolean;
  /** The id of the text that describes it. */
  describedBy?: string;
  onEdit: () => void;
  /** Called once all digits are there: typed, pasted or filled in. */
  onWhole?: (code: string, form: HTMLFormElement | null) => void;
  /** What follows the field in its row. */
  children?: ReactNode;
}

/** A mailed code, in one field. */
export function CodeField({ ref, codeLength, problem, pending, ...props }: CodeFieldProps) {
  const { onEdit, onWhole, begins = true, describedBy = "", children } = props;

  // The code may have been entered before the page was hydrated.
  const readEarlyEntry = useEffectEvent(() => {
    if (ref.current && problem === null && !mayBeRestored()) read(ref.current);
  });
  useEffect(() => readEarlyEntry(), []);

  // An empty field doesn't ask for its font: it would come with the first digit, and change it.
  useEffect(() => {
    if (ref.current) void document.fonts.load(getComputedStyle(ref.current).font);
  }, [ref]);

  function read(input: HTMLInputElement) {
    const code = tidy(input);
    if (code.length === codeLength && CODE_PATTERN.test(code)) onWhole?.(code, input.form);
  }

  return (
    <Row note={<label htmlFor="code">{props.label}</label>}>
      <input type="hidden" name="otpId" value={props.otpId} />
      <input type="hidden" name="digits" value={codeLength} />
      <div className="relative max-w-sm">
        <Input
          ref={ref}
          id="code"
          name="code"
          type="text"
          dir="ltr"
          inputMode="numeric"
          autoComplete="one-time-code"
          enterKeyHint="go"
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- The step begins with this field.
          autoFocus={begins}
          required
          defaultValue={props.defaultValue}
          readOnly={pending}
          aria-busy={pending}
          aria-invalid={problem !== null}
          aria-describedby={`${describedBy} code-problem`.trim()}
          onChange={(event) => {
            onEdit();
            const { isComposing } = event.nativeEvent as InputEvent;
            if (!isComposing) read(event.currentTarget);
          }}
          onCompositionEnd={(event) => read(event.currentTarget)}
          look="code"
        />
        {pending && <div className="absolute inset-x-0 bottom-0 h-0.75 working" />}
      </div>
      <FieldError id="code-problem">{problem}</FieldError>
      {children}
    </Row>
  );
}

/** Leaves only the code in the field, with the caret where it was. */
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

/** After a reload or the back button, browsers fill fields with old entries, such as a wrong code. */
function mayBeRestored(): boolean {
  const [visit] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return visit?.type !== "navigate";
}
