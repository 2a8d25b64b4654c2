"use client";

import {
  PASSWORD_GOOD_LENGTH,
  PASSWORD_MAX_LENGTH,
  PASSWORD_MIN_LENGTH,
  passwordLength,
} from "@watchword/auth/password-length";
import { type ReactNode, type RefObject, useEffect, useEffectEvent, useState } from "react";
import { useAlive } from "./alive.ts";
import type { PasswordWords } from "./password-words.ts";
import { Row } from "./page-layout.tsx";
import { FieldError } from "./ui/field-error.tsx";
import { Input } from "./ui/input.tsx";

interface PasswordFieldProps {
  ref: RefObject<HTMLInputElement | null>;
  /** Whether it is being chosen or exists already. */
  kind: "new-password" | "current-password";
  words: PasswordWords;
  problem: string | null;
  pending: boolean;
  /** Whether the step begins with it. */
  begins?: boolean;
  /** Whether it follows another field of its form. */
  continues?: boolean;
  onEdit: () => void;
  /** What follows the field in its row. */
  children?: ReactNode;
}

/** A password, which can be shown. The field keeps it while its form is sent, and the server never sends it back. */
export function PasswordField({
  ref,
  kind,
  words,
  problem,
  pending,
  ...props
}: PasswordFieldProps) {
  const { begins = false, continues = false, onEdit, children } = props;
  const isNew = kind === "new-password";
  const [password, setPassword] = useState("");
  const [shown, setShown] = useState(false);
  const alive = useAlive();

  // It may have been entered before the page was hydrated.
  const readEarlyEntry = useEffectEvent(() => setPassword(ref.current?.value ?? ""));
  useEffect(() => readEarlyEntry(), []);

  return (
    <Row
      continues={continues}
      note={
        <span className="flex flex-wrap justify-between gap-x-4 @2xl:block">
          <label htmlFor={kind}>{words.label}</label>
          {isNew && (
            <span id="new-password-hint" className="@2xl:mt-1 @2xl:block">
              {words.hint}
            </span>
          )}
        </span>
      }
    >
      <div className="relative" dir="ltr">
        <Input
          ref={ref}
          id={kind}
          name={kind}
          type={shown && !pending ? "text" : "password"}
          autoComplete={kind}
          autoCapitalize="none"
          autoCorrect="off"
          enterKeyHint="go"
          spellCheck={false}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- The step begins with this field.
          autoFocus={begins}
          required
          value={password}
          readOnly={pending}
          aria-invalid={problem !== null}
          aria-describedby={`${isNew ? "new-password-hint strength " : ""}${kind}-problem`}
          onChange={(event) => {
            setPassword(event.currentTarget.value);
            onEdit();
          }}
          className="pe-28"
        />
        {alive && (
          <button
            type="button"
            onClick={() => setShown(!shown)}
            className="absolute inset-y-0 end-0 rounded-control px-4 link"
          >
            <span aria-hidden="true">{shown ? words.hide : words.show}</span>
            <span className="sr-only">{shown ? words.hideThis : words.showThis}</span>
          </button>
        )}
      </div>
      <FieldError id={`${kind}-problem`}>{problem}</FieldError>
      {isNew && (
        <output id="strength" className="block max-w-prose not-empty:mt-3 text-pretty text-muted">
          {problem === null && password !== "" && words.strength[lengthGrade(password)]}
        </output>
      )}
      {children}
    </Row>
  );
}

/** How good a password's length is. Whether it is a known one is checked once it is sent. */
function lengthGrade(password: string): keyof PasswordWords["strength"] {
  const length = passwordLength(password);
  if (length < PASSWORD_MIN_LENGTH) return "short";
  if (length < PASSWORD_GOOD_LENGTH) return "enough";
  return length > PASSWORD_MAX_LENGTH ? "long" : "good";
}
