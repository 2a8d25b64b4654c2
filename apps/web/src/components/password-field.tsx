"use client";

import {
  PASSWORD_GOOD_LENGTH,
  PASSWORD_MAX_LENGTH,
  PASSWORD_MIN_LENGTH,
  passwordLength,
} from "@watchword/auth/password-length";
import { type ReactNode, type RefObject, useEffect, useEffectEvent, useState } from "react";
import { useAlive } from "./alive.ts";
import { Row } from "./sheet.tsx";
import { FieldError } from "./ui/field-error.tsx";
import { Input } from "./ui/input.tsx";

interface PasswordFieldProps {
  ref: RefObject<HTMLInputElement | null>;
  /** Whether it is to be chosen, or is known already. */
  kind: "new-password" | "current-password";
  label?: string;
  problem: string | null;
  pending: boolean;
  /** Whether the step begins with it. */
  begins?: boolean;
  onEdit: () => void;
  /** What follows the field in its row. */
  children?: ReactNode;
}

/** A password, which can be looked at. It is kept while its form is sent, and never sent back. */
export function PasswordField({ ref, kind, problem, pending, ...props }: PasswordFieldProps) {
  const { label = "Password", begins = false, onEdit, children } = props;
  const [password, setPassword] = useState("");
  const [shown, setShown] = useState(false);
  const alive = useAlive();

  // Before the page was alive somebody may have entered it already.
  const readEarlyEntry = useEffectEvent(() => setPassword(ref.current?.value ?? ""));
  useEffect(() => readEarlyEntry(), []);

  return (
    <Row note={<label htmlFor={kind}>{label}</label>}>
      <div className="relative">
        <Input
          ref={ref}
          id={kind}
          name={kind}
          type={shown && !pending ? "text" : "password"}
          autoComplete={kind}
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- The step begins with this field.
          autoFocus={begins}
          required
          value={password}
          readOnly={pending}
          aria-invalid={problem !== null}
          aria-describedby={`${kind}-problem${kind === "new-password" ? " strength" : ""}`}
          onChange={(event) => {
            setPassword(event.currentTarget.value);
            onEdit();
          }}
          className="pr-20"
        />
        {alive && (
          <button
            type="button"
            onClick={() => setShown(!shown)}
            className="absolute inset-y-0 right-0 rounded-[0.25rem] px-4 link"
          >
            {shown ? "Hide" : "Show"}
            <span className="sr-only"> {label.toLowerCase()}</span>
          </button>
        )}
      </div>
      <FieldError id={`${kind}-problem`}>{problem}</FieldError>
      {kind === "new-password" && (
        <output id="strength" className="block max-w-prose not-empty:mt-3 text-pretty text-muted">
          {problem === null && strength(passwordLength(password))}
        </output>
      )}
      {children}
    </Row>
  );
}

/** How good a length is. Whether a password is a known one is judged once it is sent. */
function strength(length: number): string {
  if (length === 0)
    return `At least ${PASSWORD_MIN_LENGTH} characters, and ${PASSWORD_GOOD_LENGTH} or more is good: a few words in a row, say. No other rules.`;
  if (length < PASSWORD_MIN_LENGTH) return `Too short yet: at least ${PASSWORD_MIN_LENGTH}.`;
  if (length < PASSWORD_GOOD_LENGTH)
    return `Long enough. ${PASSWORD_GOOD_LENGTH} characters or more are better.`;
  if (length > PASSWORD_MAX_LENGTH) return `Too long: at most ${PASSWORD_MAX_LENGTH}.`;
  return "A good length.";
}
