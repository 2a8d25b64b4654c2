"use server";

import { inspectLink } from "@watchword/auth/challenge";
import { redirect } from "next/navigation";
import { getAuth } from "../../../auth.ts";
import { getCaller } from "../../../caller.ts";
import { writeLinkToken } from "../../../link-cookie.ts";
import { textOf } from "../../form-text.ts";
import { isConfirmed } from "../../known-browser.ts";
import type { LinkFormState } from "../../link-form.tsx";
import { refusalIn } from "../../refused.ts";
import { otherAddress, refusedLink } from "../../refused-link.ts";
import { destination } from "../destination.ts";

/**
 * Signs this browser in by the link that its page shows; one that neither asked for it nor is known at the
 * address is told the address first.
 */
export async function signInWithLink(_: LinkFormState, form: FormData): Promise<LinkFormState> {
  const token = textOf(form, "token");
  try {
    const link = await inspectLink(getAuth(), "email-otp", token);
    if (link.state === "live" && !(await isConfirmed(link, form))) return otherAddress(form);
    await (await getCaller()).emailOtp.signInWithLink({ token });
  } catch (error) {
    return refusedLink(refusalIn(error));
  }
  await writeLinkToken("email-otp", null);
  redirect(destination(textOf(form, "next")));
}
