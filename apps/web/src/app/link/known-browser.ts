import "server-only";
import { normalizeEmail } from "@watchword/auth/email-address";
import { readPending } from "../../cookies/challenge-cookie.ts";
import { textOf } from "../forms/form-text.ts";
import type { InspectedLink } from "./links.ts";

/**
 * Whether this browser has shown that its owner is the address's: it requested a code to it, or is or was signed in as
 * it. A program that opens the links of other people's mail, and presses what it finds there, has not.
 */
export async function knowsAddress({ known, email }: InspectedLink): Promise<boolean> {
  const asked = [await readPending("email-otp"), await readPending("password-sign-up")];
  return known === true || asked.some((pending) => pending?.email === email);
}

/**
 * Whether a link's form is accepted: from a browser that is known at the address, or in which the address was typed.
 */
export async function isConfirmed(link: InspectedLink, form: FormData): Promise<boolean> {
  return normalizeEmail(textOf(form, "email")) === link.email || (await knowsAddress(link));
}
