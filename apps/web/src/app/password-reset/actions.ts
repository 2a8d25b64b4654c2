"use server";

import { redirect } from "next/navigation";
import { getCaller } from "../../caller.ts";
import { captchaResponse } from "../../captcha/shown.ts";
import { type AddressFormState, readAddress } from "../address-entry.ts";
import { problemWith } from "../problem-with.ts";
import { writeAskedAddress } from "./asked-cookie.ts";

/** Mails a link that sets a new password, if the address has an account; the answer is the same. */
export async function requestReset(_: AddressFormState, form: FormData): Promise<AddressFormState> {
  const { email, problem } = await readAddress(form);
  if (problem !== null) return { email, problem };
  try {
    await (await getCaller(captchaResponse(form))).passwordReset.request({ email });
    await writeAskedAddress(email);
  } catch (error) {
    return { email, problem: await problemWith(error, "email") };
  }
  redirect("/password-reset/sent");
}
