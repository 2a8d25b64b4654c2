"use server";

import { redirect } from "next/navigation";
import { getCaller } from "../../../caller.ts";
import { writePending } from "../../../cookies/challenge-cookie.ts";
import { getTranslate } from "../../../language/translations.ts";
import { type AddressFormState, readAddress } from "../../address-entry.ts";
import { refusalCopy } from "../../refusal-copy.ts";
import { refusalIn } from "../../refused.ts";
import { requireVisitor, signInFirst } from "../guard.ts";

/** Mails a code and a link to the address that is to become the account's. */
export async function requestChange(
  _: AddressFormState,
  form: FormData,
): Promise<AddressFormState> {
  const { email, problem } = await readAddress(form);
  if (problem !== null) return { email, problem };
  const { user } = await requireVisitor("/account/email");
  if (email === user.email) {
    return { email, problem: (await getTranslate())("account-email.same") };
  }
  try {
    const { otpId } = await (await getCaller()).emailChange.request({ email });
    await writePending("email-change", { otpId, email, userId: user.id, next: null });
  } catch (error) {
    const refusal = refusalIn(error);
    signInFirst(refusal, "/account/email");
    return { email, problem: await refusalCopy(refusal, "email") };
  }
  redirect("/account/email/code");
}
