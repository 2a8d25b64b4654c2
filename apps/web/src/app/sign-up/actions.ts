"use server";

import { sameOriginPath } from "@watchword/auth/next-path";
import { redirect } from "next/navigation";
import { carryAddress } from "../../cookies/address-cookie.ts";
import { getCaller } from "../../caller.ts";
import { captchaResponse } from "../../captcha/shown.ts";
import { getProduct } from "../../products/get-product.ts";
import { writePending } from "../../cookies/challenge-cookie.ts";
import { type AddressFormState, readAddress } from "../address-entry.ts";
import { textOf } from "../form-text.ts";
import { problemWith } from "../problem-with.ts";

/** Mails a code and a link to the address and goes on to where the password is chosen. */
export async function requestSignUp(
  _: AddressFormState,
  form: FormData,
): Promise<AddressFormState> {
  const { email, problem } = await readAddress(form);
  if (problem !== null) return { email, problem };
  try {
    const { collection } = await getProduct();
    const caller = await getCaller(captchaResponse(form));
    const next = sameOriginPath(textOf(form, "next"));
    const asked = { email, collection, ...(next && { next }) };
    const { otpId } = await caller.password.signUp(asked);
    await writePending("password-sign-up", { otpId, email, userId: null, next });
    await carryAddress(email);
  } catch (error) {
    return { email, problem: await problemWith(error, "email") };
  }
  redirect("/sign-up/code");
}
