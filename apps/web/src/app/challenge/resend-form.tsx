"use client";

import { useActionState } from "react";
import { Button } from "../../components/ui/button.tsx";
import { FieldError } from "../../components/ui/field-error.tsx";
import { useOneAtATime } from "../one-at-a-time.ts";
import { type MailAction, NOTHING_MAILED } from "./mail-form.ts";
import type { ResendWords } from "./mail-words.ts";
import { useServerTime } from "./server-time.ts";

interface ResendFormProps {
  action: MailAction;
  resendAt: string | null;
  /** The server's time when it rendered the page, in milliseconds. */
  serverNow: number;
  words: ResendWords;
}

/** Sends the same mail again, once the server's wait is over. */
export function ResendForm({ action, resendAt, serverNow, words }: ResendFormProps) {
  const [state, formAction, pending] = useActionState(action, NOTHING_MAILED);
  const now = useServerTime(serverNow);
  const submitOnce = useOneAtATime(pending);

  const over = resendAt === null;
  const readyAt = resendAt === null ? 0 : Date.parse(resendAt);
  const wait = Math.max(0, Math.ceil((readyAt - (now ?? serverNow)) / 1_000));
  return (
    <form
      action={formAction}
      onSubmit={(event) => (wait > 0 ? event.preventDefault() : submitOnce(event))}
    >
      {over ? (
        <p>{words.over}</p>
      ) : (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Button
            look="plain"
            aria-disabled={now !== null && (wait > 0 || pending)}
            aria-describedby="resend-wait"
          >
            {words.submit}
          </Button>
          {/* The seconds are for the eye: nobody wants to hear them pass. */}
          <span aria-hidden="true" className="text-muted">
            {wait > 0 && <InSeconds seconds={wait} locale={words.locale} />}
          </span>
          <span id="resend-wait" className="sr-only">
            {wait > 0 && words.wait}
          </span>
        </div>
      )}
      <output className="block not-empty:mt-3">{!pending && !over && state.done}</output>
      <FieldError id="resend-problem">{!pending && state.problem}</FieldError>
    </form>
  );
}

/** `in 5 sec.`, or `in 5 min.`, whose digits don't make it jump; browsers may abbreviate otherwise than the server does. */
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
