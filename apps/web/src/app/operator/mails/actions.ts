"use server";

import { textOf } from "../../forms/form-text.ts";
import { act } from "../act.ts";
import type { Acted } from "../../forms/action-form.tsx";

/** Sends the mail of the pressed button again. */
export async function resend(_: Acted | null, form: FormData): Promise<Acted> {
  return act("/operator/mails", async (operator) => {
    await operator.resendMail({ mailId: textOf(form, "mailId") });
    return "Queued again, with the same words. It will be sent in a moment.";
  });
}
