"use server";

import { redirect } from "next/navigation";
import { getCaller } from "../../../caller.ts";
import { writeDone } from "../../../done-cookie.ts";
import { writeLinkToken } from "../../../link-cookie.ts";
import { getTranslate } from "../../../translations.ts";
import { textOf } from "../../form-text.ts";
import type { LinkFormState } from "../../link-form.tsx";
import { refusedPassword } from "../../refused-password.ts";
import { writeAskedAddress } from "../asked-cookie.ts";

/** Sets the password by the link that its page shows, and signs in where the policy says so. */
export async function completeReset(_: LinkFormState, form: FormData): Promise<LinkFormState> {
  const token = textOf(form, "token");
  const password = textOf(form, "new-password");
  if (password === "") return { problem: (await getTranslate())("entry.new-missing") };
  let signedIn: boolean;
  try {
    const completed = await (await getCaller()).passwordReset.complete({ token, password });
    signedIn = completed.session !== null;
  } catch (error) {
    return refusedPassword(error);
  }
  await writeLinkToken("password-reset", null);
  await writeAskedAddress(null);
  if (!signedIn) redirect("/password-reset/done");
  await writeDone("password");
  redirect("/account");
}
