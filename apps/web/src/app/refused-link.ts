import "server-only";
import type { RefusalData } from "@watchword/api/refusal";
import { refresh } from "next/cache";
import { getTranslate } from "../translations.ts";
import { textOf } from "./form-text.ts";
import type { LinkFormState } from "./link-form.tsx";
import { refusalCopy } from "./refusal-copy.ts";

/** What a link's button comes back with. Where the link is over, its page says so. */
export async function refusedLink(refusal: RefusalData): Promise<LinkFormState> {
  if (refusal.reason !== "UNAVAILABLE") refresh();
  return { problem: await refusalCopy(refusal, "link") };
}

/** For a link in a browser that isn't known at its address, and was told none or another one. */
export async function otherAddress(form: FormData): Promise<LinkFormState> {
  const email = textOf(form, "email").slice(0, 320);
  const t = await getTranslate();
  return {
    problem: t(email.trim() === "" ? "entry.address-missing" : "link.other-address"),
    email,
  };
}
