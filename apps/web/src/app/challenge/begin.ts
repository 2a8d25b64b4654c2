import "server-only";
import { pagePath } from "@watchword/auth/next-path";
import type { CodePurpose } from "@watchword/auth/purposes";
import { redirect } from "next/navigation";
import { type Caller, getCaller } from "../../caller/caller.ts";
import { captchaResponse } from "../forms/captcha-response.ts";
import { carryAddress } from "../../cookies/address-cookie.ts";
import { type PendingChallenge, writePending } from "../../cookies/challenge-cookie.ts";
import { type AddressFormState, readAddress } from "../forms/address-entry.ts";
import { textOf } from "../forms/form-text.ts";
import { problemWith } from "../refusals/problem-with.ts";
import { type CodeFlow, flowOf } from "./flows.ts";

/** Mails a code and a link, and stores the challenge for the code step. */
export async function begin(
  { purpose, request }: CodeFlow,
  api: Caller,
  { email, userId, next }: Pick<PendingChallenge, "email" | "userId" | "next">,
): Promise<void> {
  const { otpId, secret = null } = await request(api, { email, next });
  await writePending(purpose, { otpId, email, userId, next, secret });
}

/** The action of a form for a visitor's address: goes on to the code step. */
export function beginAction(purpose: CodePurpose) {
  return async (_: AddressFormState, form: FormData): Promise<AddressFormState> => {
    const { email, problem } = await readAddress(form);
    if (problem !== null) return { email, problem };
    const flow = flowOf(purpose);
    try {
      const next = pagePath(textOf(form, "next"));
      await begin(flow, await getCaller(captchaResponse(form)), { email, userId: null, next });
      await carryAddress(email);
    } catch (error) {
      return { email, problem: await problemWith(error, "email") };
    }
    redirect(flow.path);
  };
}
