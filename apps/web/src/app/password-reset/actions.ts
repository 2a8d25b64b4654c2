"use server";

import { pagePath } from "@watchword/auth/next-path";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { carryAddress } from "../../cookies/address-cookie.ts";
import { type Caller, getCaller } from "../../caller/caller.ts";
import { captchaResponse } from "../forms/captcha-response.ts";
import { getProduct } from "../../products/get-product.ts";
import { serverNow } from "../../auth/server-now.ts";
import { getTranslate } from "../../language/translations.ts";
import { type AddressFormState, readAddress } from "../forms/address-entry.ts";
import { textOf } from "../forms/form-text.ts";
import { problemWith } from "../refusals/problem-with.ts";
import { refusalCopy } from "../refusals/refusal-copy.ts";
import { refusalIn } from "../refusals/refused.ts";
import type { MailFormState } from "../sent-mail/mail-form.tsx";
import { readAskedReset, writeAskedReset } from "../../cookies/asked-reset-cookie.ts";

/** Mails a link that sets a new password, if the address has an account; the answer is the same. */
export async function requestReset(_: AddressFormState, form: FormData): Promise<AddressFormState> {
  const { email, problem } = await readAddress(form);
  if (problem !== null) return { email, problem };
  try {
    const next = pagePath(textOf(form, "next"));
    await request(await getCaller(captchaResponse(form)), { email, next });
    await carryAddress(email);
  } catch (error) {
    return { email, problem: await problemWith(error, "email") };
  }
  redirect("/password-reset/sent");
}

/** Mails another link to the same address. */
export async function requestAnotherReset(): Promise<MailFormState> {
  const asked = (await readAskedReset()) ?? redirect("/password-reset");
  try {
    await request(await getCaller(), asked);
  } catch (error) {
    const refusal = refusalIn(error);
    // Only the form there shows a captcha.
    if (refusal.fields?.captcha !== undefined) redirect("/password-reset");
    return { done: null, problem: await refusalCopy(refusal, "email") };
  }
  refresh();
  const t = await getTranslate();
  return { done: t("password-reset.sent-again"), problem: null };
}

async function request(
  caller: Caller,
  { email, next }: { email: string; next: string | null },
): Promise<void> {
  const { collection } = await getProduct();
  await caller.passwordReset.request({ email, collection, ...(next !== null && { next }) });
  await writeAskedReset({ email, next, askedAt: await serverNow() });
}
