import type { ComponentProps } from "react";
import { Row } from "./page-layout.tsx";
import { FieldError } from "./ui/field-error.tsx";
import { Input } from "./ui/input.tsx";

interface EmailFieldProps extends ComponentProps<"input"> {
  label: string;
  problem: string | null;
  /** Whether the step begins with it. */
  begins?: boolean;
  /** Whether it continues the row above. */
  continues?: boolean;
}

/** A row for an address; what follows it in the row are its children. */
export function EmailField({
  label,
  problem,
  begins = false,
  continues = false,
  children,
  ...input
}: EmailFieldProps) {
  return (
    <Row continues={continues} note={<label htmlFor="email">{label}</label>}>
      <Input
        id="email"
        name="email"
        type="email"
        dir="ltr"
        autoComplete="email"
        autoCapitalize="none"
        enterKeyHint="go"
        spellCheck={false}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- The step begins with this field.
        autoFocus={begins}
        required
        maxLength={320}
        aria-invalid={problem !== null}
        aria-describedby="email-problem"
        {...input}
      />
      <FieldError id="email-problem">{problem}</FieldError>
      {children}
    </Row>
  );
}
