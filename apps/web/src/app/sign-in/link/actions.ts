"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { getCaller } from "../../../caller.ts";
import { writeLinkToken } from "../../../link-cookie.ts";
import { textOf } from "../../form-text.ts";
import type { LinkFormState } from "../../link-form.tsx";
import { refusalCopy } from "../../refusal-copy.ts";
import { refusalIn } from "../../refused.ts";
import { destination } from "../destination.ts";

/** Signs this browser in by the link that its page shows. */
export async function signInWithLink(_: LinkFormState, form: FormData): Promise<LinkFormState> {
  try {
    await (await getCaller()).emailOtp.signInWithLink({ token: textOf(form, "token") });
  } catch (error) {
    const refusal = refusalIn(error);
    if (refusal.reason !== "UNAVAILABLE") refresh();
    return { problem: refusalCopy(refusal, "link") };
  }
  await writeLinkToken("sign-in", null);
  redirect(destination(textOf(form, "next")));
}
