"use client";

import { type MailAction, MailForm } from "./mail-form.tsx";
import type { ResendWords } from "./mail-words.ts";

export interface ResendFormProps {
  action: MailAction;
  /** The server's time when it rendered the page, in milliseconds. */
  serverNow: number;
  words: ResendWords;
}

/** Sends the same mail again, once the server allows it; `resendAt` is null after the last mail. */
export function ResendForm({
  action,
  serverNow,
  words,
  resendAt: iso,
}: ResendFormProps & { resendAt: string | null }) {
  const { over, submit, ...countdown } = words;
  return (
    <MailForm
      {...{ action, countdown }}
      look="plain"
      from={iso === null ? null : { iso, serverNow }}
      over={iso === null ? over : null}
      submit={[submit, submit]}
    />
  );
}
