import { normalizeEmail } from "@watchword/auth/email-address";
import { textOf } from "./form-text.ts";
import { refusalCopy } from "./refusal-copy.ts";

/** What a form for an address is left with. */
export interface AddressFormState {
  /** As it was typed. */
  email: string;
  problem: string | null;
}

/** The address in a form's field `email`, or what is wrong with it in words. */
export function readAddress(form: FormData): AddressFormState {
  const typed = textOf(form, "email").slice(0, 320);
  const email = normalizeEmail(typed);
  if (email === null) return { email: typed, problem: addressProblem(typed.trim()) };
  return { email, problem: null };
}

function addressProblem(typed: string): string {
  if (typed === "") return "Enter your email address.";
  if (!typed.includes("@")) return "An address has an @ in it, as in ada@example.com.";
  if (/[,;]|@.*@/.test(typed)) return "Enter one address, not several.";
  if (/\s/.test(typed)) return "There is a space inside this address.";
  if (/@[^.]*$/.test(typed))
    return "After the @ a domain with a dot is missing, as in ada@example.com.";
  return refusalCopy({ reason: "INVALID_INPUT" }, "email");
}
