"use server";

import { redirect } from "next/navigation";
import { getCaller } from "../../../caller.ts";
import { writeDone } from "../../../done-cookie.ts";
import { writeLinkToken } from "../../../link-cookie.ts";
import { signInFirst } from "../../account/guard.ts";
import { textOf } from "../../form-text.ts";
import type { LinkFormState } from "../../link-form.tsx";
import { refusalIn } from "../../refused.ts";
import { refusedLink } from "../../refused-link.ts";

/** Proves the account's address by the link. */
export async function confirmVerificationWithLink(
  _: LinkFormState,
  form: FormData,
): Promise<LinkFormState> {
  try {
    await (await getCaller()).emailVerification.confirmWithLink({ token: textOf(form, "token") });
  } catch (error) {
    const refusal = refusalIn(error);
    signInFirst(refusal, "/verify-email/link");
    return refusedLink(refusal);
  }
  await writeLinkToken("email-verification", null);
  await writeDone("email-verification");
  redirect("/account");
}
