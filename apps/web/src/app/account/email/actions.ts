"use server";

import { redirect } from "next/navigation";
import { getCaller } from "../../../caller/caller.ts";
import { getTranslate } from "../../../language/translations.ts";
import { type AddressFormState, readAddress } from "../../forms/address-entry.ts";
import { begin } from "../../challenge/begin.ts";
import { flowOf } from "../../challenge/flows.ts";
import { refusalCopy } from "../../refusals/refusal-copy.ts";
import { refusalIn } from "../../refusals/refused.ts";
import { requireVisitor, signInFirst } from "../../visitor/guard.ts";

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
  const flow = flowOf("email-change");
  try {
    await begin(flow, await getCaller(), { email, userId: user.id, next: null });
  } catch (error) {
    const refusal = refusalIn(error);
    signInFirst(refusal, "/account/email");
    return { email, problem: await refusalCopy(refusal, "email") };
  }
  redirect(flow.path);
}
