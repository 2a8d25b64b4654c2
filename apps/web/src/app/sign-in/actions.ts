"use server";

import { normalizeEmail } from "@watchword/auth/email-address";
import { sameOriginPath } from "@watchword/auth/next-path";
import { redirect } from "next/navigation";
import { getCaller } from "../../caller.ts";
import { writePendingSignIn } from "../../challenge-cookie.ts";
import { textOf } from "../form-text.ts";
import { refusalIn } from "../refused.ts";
import { refusalCopy } from "./refusal-copy.ts";

export interface EmailFormState {
  /** As it was typed. */
  email: string;
  problem: string | null;
}

/** Mails a code and a link to the address and goes on to the code step. */
export async function requestSignIn(_: EmailFormState, form: FormData): Promise<EmailFormState> {
  const typed = textOf(form, "email");
  const email = normalizeEmail(typed);
  if (email === null) return { email: typed, problem: addressProblem(typed.trim()) };
  const next = sameOriginPath(textOf(form, "next"));
  try {
    const caller = await getCaller();
    const { otpId } = await caller.emailOtp.request({ email, phrase: true, ...(next && { next }) });
    await writePendingSignIn({ otpId, email, next });
  } catch (error) {
    return { email: typed, problem: refusalCopy(refusalIn(error), "email") };
  }
  redirect("/sign-in/code");
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
