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

/** Moves the account to the address that the link proves. */
export async function confirmChangeWithLink(
  _: LinkFormState,
  form: FormData,
): Promise<LinkFormState> {
  try {
    await (await getCaller()).emailChange.confirmWithLink({ token: textOf(form, "token") });
  } catch (error) {
    const refusal = refusalIn(error);
    signInFirst(refusal, "/email-change/link");
    return refusedLink(refusal);
  }
  await writeLinkToken("email-change", null);
  await writeDone("email");
  redirect("/account");
}
