"use server";

import { redirect } from "next/navigation";
import { getCaller } from "../../caller.ts";
import { writeDone } from "../../done-cookie.ts";
import { writeLinkToken } from "../../link-cookie.ts";
import { textOf } from "../form-text.ts";
import type { LinkFormState } from "../link-form.tsx";
import { refusalIn } from "../refused.ts";
import { refusedLink } from "../refused-link.ts";

/** Signs this browser in by the link that its page shows. */
export async function continueHere(_: LinkFormState, form: FormData): Promise<LinkFormState> {
  try {
    await (await getCaller()).oneTimeToken.verify({ token: textOf(form, "token") });
  } catch (error) {
    return refusedLink(refusalIn(error));
  }
  await writeLinkToken("one-time-token", null);
  await writeDone("device");
  redirect("/account");
}
