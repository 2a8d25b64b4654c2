"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { getCaller } from "../../caller/caller.ts";
import { type LinkPurpose, pageOf, writeLinkToken } from "../../cookies/link-cookie.ts";
import { getTranslate } from "../../language/translations.ts";
import { signInFirst } from "../visitor/guard.ts";
import { textOf } from "../forms/form-text.ts";
import { refusalCopy } from "../refusals/refusal-copy.ts";
import { refusalIn } from "../refusals/refused.ts";
import { isConfirmed } from "./known-browser.ts";
import type { LinkFormState } from "./link-form.tsx";
import { asksOf, linkOf } from "./links.ts";
import { inspect } from "./opened-link.ts";

/**
 * Does what a link is for. If the link requires it, a browser that isn't known at the link's address must enter the
 * address first.
 */
export async function redeemLink(
  purpose: LinkPurpose,
  _: LinkFormState,
  form: FormData,
): Promise<LinkFormState> {
  const link = linkOf(purpose);
  const token = textOf(form, "token");
  const [next, password] = [textOf(form, "next"), textOf(form, "new-password")];
  let to: string;
  try {
    const unanswered = await whatIsMissing(purpose, form);
    if (unanswered) return unanswered;
    to = await link.redeem(await getCaller(), { token, next, password });
  } catch (error) {
    return refused(purpose, error);
  }
  await writeLinkToken(purpose, null);
  redirect(to);
}

/** What the form comes back with if it lacks what a live link asks for; null if it lacks nothing. */
async function whatIsMissing(purpose: LinkPurpose, form: FormData): Promise<LinkFormState | null> {
  if (linkOf(purpose).asks === "account") return null;
  const link = await inspect(purpose, textOf(form, "token"));
  if (link.state !== "live") return null;
  const asks = asksOf(purpose, link);
  const hasPassword = textOf(form, "new-password") !== "";
  if (asks === "password")
    return hasPassword ? null : { problem: (await getTranslate())("entry.new-missing") };
  if (asks !== "address" || (await isConfirmed(link, form))) return null;
  // The page asked for a password, but its address has got an account; loaded again, the page asks for the address.
  if (hasPassword) refresh();
  return otherAddress(form);
}

/** What a link's form comes back with. If the link has expired or was used, its page says so. */
async function refused(purpose: LinkPurpose, error: unknown): Promise<LinkFormState> {
  const refusal = refusalIn(error);
  const { reason } = refusal;
  const { asks } = linkOf(purpose);
  if (asks === "account") signInFirst(refusal, pageOf(purpose));
  const mayBeOver =
    asks === "password"
      ? reason === "INVALID_TOKEN" || reason === "EXPIRED_TOKEN"
      : reason !== "UNAVAILABLE";
  if (mayBeOver) refresh();
  return { problem: await refusalCopy(refusal, asks === "password" ? "new-password" : "link") };
}

/** For a link in a browser that isn't known at its address, and in which no address or another one was entered. */
async function otherAddress(form: FormData): Promise<LinkFormState> {
  const email = textOf(form, "email").slice(0, 320);
  const t = await getTranslate();
  const problem = t(email.trim() === "" ? "entry.address-missing" : "link.other-address");
  return { problem, email };
}
