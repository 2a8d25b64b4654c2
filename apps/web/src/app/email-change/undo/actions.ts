"use server";

import { redirect } from "next/navigation";
import { getCaller } from "../../../caller.ts";
import { writeLinkToken } from "../../../link-cookie.ts";
import { textOf } from "../../form-text.ts";
import type { LinkFormState } from "../../link-form.tsx";
import { refusalIn } from "../../refused.ts";
import { refusedLink } from "../../refused-link.ts";

/** Takes a change of address back, signed in or not. */
export async function undoChange(_: LinkFormState, form: FormData): Promise<LinkFormState> {
  try {
    await (await getCaller()).emailChange.undo({ token: textOf(form, "token") });
  } catch (error) {
    return refusedLink(refusalIn(error));
  }
  await writeLinkToken("email-change-undo", null);
  redirect("/email-change/undone");
}
