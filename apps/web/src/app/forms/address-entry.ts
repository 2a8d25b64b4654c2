import "server-only";
import { normalizeEmail } from "@watchword/auth/email-address";
import { getTranslate, type Translate } from "../../language/translations.ts";
import { textOf } from "./form-text.ts";

/** The state of a form for an address. */
export interface AddressFormState {
  /** As it was typed. */
  email: string;
  problem: string | null;
}

/** The address in a form's field `email`, or what is wrong with it, in words. */
export async function readAddress(form: FormData): Promise<AddressFormState> {
  const typed = textOf(form, "email").slice(0, 320);
  const email = normalizeEmail(typed);
  if (email !== null) return { email, problem: null };
  return { email: typed, problem: addressProblem(await getTranslate(), typed.trim()) };
}

function addressProblem(t: Translate, typed: string): string {
  if (typed === "") return t("entry.address-missing");
  if (!typed.includes("@")) return t("entry.address-at");
  if (/[,;]|@.*@/.test(typed)) return t("entry.address-several");
  if (/\s/.test(typed)) return t("entry.address-space");
  if (/@[^.]*$/.test(typed)) return t("entry.address-domain");
  return t("refusal.input-email");
}
