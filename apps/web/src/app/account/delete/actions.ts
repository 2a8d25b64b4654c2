"use server";

import { redirect } from "next/navigation";
import { writeLastAddress } from "../../../cookies/address-cookie.ts";
import { getCaller } from "../../../caller/caller.ts";
import { getTranslate } from "../../../language/translations.ts";
import type { AddressFormState } from "../../forms/address-entry.ts";
import { textOf } from "../../forms/form-text.ts";
import { refusalCopy } from "../../refusals/refusal-copy.ts";
import { refusalIn } from "../../refusals/refused.ts";
import { signInFirst } from "../../visitor/guard.ts";

/** Deletes the account, once its address is typed. */
export async function deleteAccount(
  _: AddressFormState,
  form: FormData,
): Promise<AddressFormState> {
  const t = await getTranslate();
  const email = textOf(form, "email").slice(0, 320);
  if (email.trim() === "") return { email, problem: t("account-delete.missing") };
  try {
    await (await getCaller()).account.delete({ confirm: email });
    await writeLastAddress(null);
  } catch (error) {
    const refusal = refusalIn(error);
    signInFirst(refusal, "/account/delete");
    if (refusal.fields?.confirm !== undefined) {
      return { email, problem: t("account-delete.wrong") };
    }
    return { email, problem: await refusalCopy(refusal, "email") };
  }
  redirect("/account/deleted");
}
