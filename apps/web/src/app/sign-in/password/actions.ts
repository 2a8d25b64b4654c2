"use server";

import { redirect } from "next/navigation";
import { carryAddress } from "../../../cookies/address-cookie.ts";
import { getCaller } from "../../../caller/caller.ts";
import { captchaResponse } from "../../forms/captcha-response.ts";
import { getProduct } from "../../../products/get-product.ts";
import { getTranslate } from "../../../language/translations.ts";
import { readAddress } from "../../forms/address-entry.ts";
import { textOf } from "../../forms/form-text.ts";
import { problemWith } from "../../refusals/problem-with.ts";
import { destination } from "../../visitor/destination.ts";

export interface PasswordFormState {
  email: string;
  problem: string | null;
  /** The field that the problem is about. */
  field: "email" | "password";
}

/** Signs in by password; a refusal never says whether the address or the password was wrong. */
export async function signInWithPassword(
  _: PasswordFormState,
  form: FormData,
): Promise<PasswordFormState> {
  const { email, problem } = await readAddress(form);
  if (problem !== null) return { email, problem, field: "email" };
  const password = textOf(form, "current-password");
  if (password === "") {
    const t = await getTranslate();
    return { email, problem: t("entry.password-missing"), field: "password" };
  }
  try {
    await carryAddress(email);
    const { collection } = await getProduct();
    const caller = await getCaller(captchaResponse(form));
    await caller.password.signIn({ email, password, collection });
  } catch (error) {
    const words = await problemWith(error, "credentials");
    return { email, problem: words, field: "password" };
  }
  redirect(destination(textOf(form, "next")));
}
