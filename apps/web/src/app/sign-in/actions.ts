"use server";

import { sameOriginPath } from "@watchword/auth/next-path";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { carryAddress, writeLastAddress } from "../../cookies/address-cookie.ts";
import { getCaller } from "../../caller.ts";
import { captchaResponse } from "../../captcha/shown.ts";
import { getProduct } from "../../products/get-product.ts";
import { writePending } from "../../cookies/challenge-cookie.ts";
import { type AddressFormState, readAddress } from "../address-entry.ts";
import { textOf } from "../form-text.ts";
import { problemWith } from "../problem-with.ts";

/** Mails a code and a link to the address and goes on to the code step. */
export async function requestSignIn(
  _: AddressFormState,
  form: FormData,
): Promise<AddressFormState> {
  const { email, problem } = await readAddress(form);
  if (problem !== null) return { email, problem };
  const next = sameOriginPath(textOf(form, "next"));
  try {
    const caller = await getCaller(captchaResponse(form));
    const { collection } = await getProduct();
    const asked = { email, collection, phrase: true, ...(next && { next }) };
    const { otpId, secret = null } = await caller.emailOtp.request(asked);
    await writePending("email-otp", { otpId, email, userId: null, next, secret });
    await carryAddress(email);
  } catch (error) {
    return { email, problem: await problemWith(error, "email") };
  }
  redirect("/sign-in/code");
}

/** Has this browser forget the address that it offers. */
export async function forgetAddress(): Promise<void> {
  await writeLastAddress(null);
  refresh();
}
