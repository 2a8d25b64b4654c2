"use client";

import { useActionState, useId } from "react";
import { Button } from "../../components/ui/button.tsx";
import { FieldError } from "../../components/ui/field-error.tsx";
import { useServerTime } from "../time/server-time.ts";
import { useSubmission } from "../forms/submission.ts";

/** The state of a button that mails something. */
export interface MailFormState {
  /** What was done, in words. */
  done: string | null;
  problem: string | null;
}

export type MailAction = (state: MailFormState) => Promise<MailFormState>;

interface MailFormProps {
  action: MailAction;
  look?: "primary" | "plain";
  /** From when on pressing helps, and the server's time when it rendered the page, in milliseconds. */
  from?: { iso: string; serverNow: number } | null;
  /** How long it is until then: as a countdown in a locale for the eye, and in words for screen readers. */
  countdown?: { locale: string; words: string };
  /** What replaces the button when nothing is mailed any more. */
  over?: string | null;
  /** The button's words, before and while it runs. */
  submit: [idle: string, busy: string];
}

/** A button that mails the same mail again, or another. */
export function MailForm({ action, look = "primary", from = null, ...props }: MailFormProps) {
  const { countdown, over = null, submit } = props;
  const { state, pending, form } = useSubmission(
    useActionState(action, { done: null, problem: null }),
  );
  const id = useId();
  const now = useServerTime(from?.serverNow ?? 0);
  const waitMs = from === null ? 0 : Date.parse(from.iso) - (now ?? from.serverNow);
  const seconds = Math.max(0, Math.ceil(waitMs / 1_000));
  return (
    <form
      {...form}
      onSubmit={(event) => (seconds > 0 ? event.preventDefault() : form.onSubmit(event))}
    >
      {over === null ? (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Button
            look={look}
            aria-disabled={now !== null && (seconds > 0 || pending)}
            {...(countdown && { "aria-describedby": `${id}-wait` })}
          >
            {submit[pending ? 1 : 0]}
          </Button>
          {countdown && (
            <>
              {/* The seconds are for the eye: nobody wants to hear them pass. */}
              <span aria-hidden="true" className="text-muted">
                {seconds > 0 && <InSeconds seconds={seconds} locale={countdown.locale} />}
              </span>
              <span id={`${id}-wait`} className="sr-only">
                {seconds > 0 && countdown.words}
              </span>
            </>
          )}
        </div>
      ) : (
        <p>{over}</p>
      )}
      <output className="block not-empty:mt-3">{!pending && over === null && state.done}</output>
      <FieldError id={`${id}-problem`}>{!pending && state.problem}</FieldError>
    </form>
  );
}

/**
 * `in 5 sec.`, or `in 5 min.`, whose digits don't make it jump; browsers may abbreviate in another way than the server.
 */
function InSeconds({ seconds, locale }: { seconds: number; locale: string }) {
  const format = new Intl.RelativeTimeFormat(locale, { style: "short" });
  const parts =
    seconds < 120
      ? format.formatToParts(seconds, "second")
      : format.formatToParts(Math.ceil(seconds / 60), "minute");
  return parts.map(({ type, value }) => (
    <span key={value} className={type === "integer" ? "tabular-nums" : ""} suppressHydrationWarning>
      {value}
    </span>
  ));
}
