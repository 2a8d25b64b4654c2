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

/** Takes a change of address back, signed in or not; a browser that isn't known there is told the address first. */
export async function undoChange(_: LinkFormState, form: FormData): Promise<LinkFormState> {
  const token = textOf(form, "token");
  try {
    const link = await inspectLink(getAuth(), "email-change-undo", token);
    if (link.state === "live" && !(await isConfirmed(link, form))) return otherAddress(form);
    await (await getCaller()).emailChange.undo({ token });
  } catch (error) {
    return refusedLink(refusalIn(error));
  }
  await writeLinkToken("email-change-undo", null);
  redirect("/email-change/undone");
}
