import { type FormEvent, useEffect, useId, useRef } from "react";

interface AddressFormProps {
  label: string;
  /** The button's words. */
  submit: string;
  /** Whether a call is under way: the form sends nothing meanwhile. */
  pending: boolean;
  /** What is wrong, in words; null for nothing. */
  problem: string | null;
  onSend: (email: string) => void;
}

/** A form that asks only for an email address. */
export function AddressForm({ label, submit, pending, problem, onSend }: AddressFormProps) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (problem !== null) field.current?.focus();
  }, [problem]);

  function send(event: FormEvent) {
    event.preventDefault();
    if (!pending) onSend(field.current?.value ?? "");
  }

  return (
    <form className="ww-form" onSubmit={send} aria-busy={pending} noValidate>
      <label htmlFor={id}>{label}</label>
      <input
        ref={field}
        id={id}
        type="email"
        dir="ltr"
        autoComplete="email"
        autoCapitalize="none"
        enterKeyHint="go"
        spellCheck={false}
        required
        maxLength={320}
        readOnly={pending}
        aria-invalid={problem !== null}
        aria-describedby={`${id}-problem`}
      />
      <div id={`${id}-problem`} role="alert">
        {problem}
      </div>
      <button>{submit}</button>
    </form>
  );
}
