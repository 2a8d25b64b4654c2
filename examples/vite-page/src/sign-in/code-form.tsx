import { type FormEvent, useEffect, useId, useRef } from "react";

interface CodeFormProps {
  label: string;
  /** How many digits the code has. */
  length: number;
  /** The button's words. */
  submit: string;
  /** Whether a call is under way: the form sends nothing meanwhile. */
  pending: boolean;
  /** What is wrong, in words; null for nothing. */
  problem: string | null;
  onSend: (code: string) => void;
}

/**
 * A mailed code in one field. It sends itself once all digits are there: typed, pasted with what is around them, or
 * filled in by the browser. The same code isn't sent twice, unless somebody presses the button.
 */
export function CodeForm({ label, length, submit, pending, problem, onSend }: CodeFormProps) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const sentByItself = useRef("");
  useEffect(() => {
    if (problem !== null) field.current?.select();
  }, [problem]);

  function read(input: HTMLInputElement) {
    const code = codeIn(input.value, length);
    if (code === null) return;
    input.value = code;
    if (pending || code === sentByItself.current) return;
    sentByItself.current = code;
    onSend(code);
  }

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
        className="ww-code"
        type="text"
        dir="ltr"
        inputMode="numeric"
        autoComplete="one-time-code"
        enterKeyHint="go"
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- The step begins with this field.
        autoFocus
        required
        readOnly={pending}
        aria-invalid={problem !== null}
        aria-describedby={`${id}-problem`}
        onChange={(event) => {
          const { isComposing } = event.nativeEvent as InputEvent;
          if (!isComposing) read(event.currentTarget);
        }}
        onCompositionEnd={(event) => read(event.currentTarget)}
      />
      <div id={`${id}-problem`} role="alert">
        {problem}
      </div>
      <button>{submit}</button>
    </form>
  );
}

/** The code in what was typed or pasted: so many digits of any script, also with spaces or dashes. Null until it is whole. */
function codeIn(text: string, length: number): string | null {
  const whole = text.replace(/[\p{Z}\p{Pd}\s]/gu, "");
  if (new RegExp(`^\\p{Nd}{${length}}$`, "u").test(whole)) return whole;
  const [only, another] = text.match(/\p{Nd}+/gu)?.filter((run) => run.length === length) ?? [];
  return another === undefined ? (only ?? null) : null;
}
