"use server";

import { textOf } from "../forms/form-text.ts";
import { act } from "./act.ts";
import type { Acted } from "../forms/action-form.tsx";

/** Lifts the suppression of the pressed button's address: `bounce someone@example.com`. */
export async function release(_: Acted | null, form: FormData): Promise<Acted> {
  const [given = "", email = ""] = textOf(form, "release").split(" ");
  const reason = given === "complaint" ? "complaint" : "bounce";
  return act("/operator/mails", async (operator) => {
    const { released } = await operator.release({ email, reason });
    return released
      ? `Email to ${email} is allowed again. If your provider suppresses it too, allow it there.`
      : `${email} was released already.`;
  });
}
