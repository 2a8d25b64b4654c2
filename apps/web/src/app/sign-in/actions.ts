"use server";

import { refresh } from "next/cache";
import { writeLastAddress } from "../../cookies/address-cookie.ts";
import { beginAction } from "../challenge/begin.ts";

/** Mails a code and a link to the address and goes on to the code step. */
export const requestSignIn = beginAction("email-otp");

/** Makes this browser forget the address that it offers. */
export async function forgetAddress(): Promise<void> {
  await writeLastAddress(null);
  refresh();
}
