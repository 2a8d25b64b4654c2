"use server";

import { redirect } from "next/navigation";
import { getCaller } from "../../caller.ts";
import { pageOf, writeLinkToken } from "../../cookies/link-cookie.ts";
import { getTranslate } from "../../language/translations.ts";
import { textOf } from "../form-text.ts";
import { refusalCopy } from "../refusal-copy.ts";
import { refusalIn } from "../refused.ts";
import type { UserCodeFormState } from "./user-code-form.tsx";
import { writeDone } from "../../cookies/done-cookie.ts";
import { linkAction } from "../link/link-action.ts";

export const continueHere = linkAction("one-time-token", async (caller, { token }) => {
  await caller.oneTimeToken.verify({ token });
  await writeDone("device");
  return "/account";
});

/** Goes on, with a code that another device shows, as its link does. */
export async function continueWithCode(
  _: UserCodeFormState,
  form: FormData,
): Promise<UserCodeFormState> {
  const code = textOf(form, "code").slice(0, 64).trim();
  const problem = await shapeProblem(code);
  if (problem !== null) return { code, problem };
  try {
    const { oneTimeToken } = await getCaller();
    const { token } = await oneTimeToken.exchangeUserCode({ userCode: code });
    await writeLinkToken("one-time-token", token);
  } catch (error) {
    return { code, problem: await codeProblem(error) };
  }
  redirect(pageOf("one-time-token"));
}

/** What is wrong with a code before anybody looks for it. */
async function shapeProblem(code: string): Promise<string | null> {
  const t = await getTranslate();
  if (code === "") return t("device.code-missing");
  const letters = code.normalize("NFKC").replace(/[\s\p{Pd}]/gu, "");
  return /^\p{L}{8}$/u.test(letters) ? null : t("device.code-letters");
}

async function codeProblem(error: unknown): Promise<string> {
  const t = await getTranslate();
  const refusal = refusalIn(error);
  if (refusal.reason === "INVALID_TOKEN") return t("device.code-wrong");
  if (refusal.reason === "TOO_MANY_ATTEMPTS") return t("device.code-attempts");
  return refusalCopy(refusal, "link");
}
