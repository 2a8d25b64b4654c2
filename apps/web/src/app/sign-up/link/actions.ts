"use server";

import { redirect } from "next/navigation";
import { getCaller } from "../../../caller.ts";
import { writeLinkToken } from "../../../link-cookie.ts";
import { getTranslate } from "../../../translations.ts";
import { textOf } from "../../form-text.ts";
import type { LinkFormState } from "../../link-form.tsx";
import { refusedPassword } from "../../refused-password.ts";

/** Makes the account of the link's address, with the password chosen now. */
export async function confirmSignUpWithLink(
  _: LinkFormState,
  form: FormData,
): Promise<LinkFormState> {
  const token = textOf(form, "token");
  const password = textOf(form, "new-password");
  if (password === "") return { problem: (await getTranslate())("entry.new-missing") };
  try {
    await (await getCaller()).password.confirmSignUpWithLink({ token, password });
  } catch (error) {
    return refusedPassword(error);
  }
  await writeLinkToken("password-sign-up", null);
  redirect("/account");
}
