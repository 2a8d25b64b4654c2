"use server";

import { redirect } from "next/navigation";
import { getCaller, getOidcCaller } from "../../caller/caller.ts";
import { pageOf, writeLinkToken } from "../../cookies/link-cookie.ts";
import { writeUserCode } from "../../cookies/user-code-cookie.ts";
import { getTranslate } from "../../language/translations.ts";
import { textOf } from "../forms/form-text.ts";
import { refusalCopy } from "../refusals/refusal-copy.ts";
import { refusalIn } from "../refusals/refused.ts";
import type { ShownCodeFormState } from "../forms/shown-code-form.tsx";

/** The length of the code of a device without a browser; a hand-off's code has eight letters. */
const LETTERS_OF_APP = 9;

/**
 * Goes on with a code that another device shows: a hand-off's code does what its link does, and an app's leads to the
 * page that asks about it.
 */
export async function continueWithCode(
  _: ShownCodeFormState,
  form: FormData,
): Promise<ShownCodeFormState> {
  const code = textOf(form, "code").slice(0, 64).trim();
  const problem = await shapeProblem(code);
  if (problem !== null) return { code, problem };
  const isOfApp = lettersOf(code).length === LETTERS_OF_APP;
  try {
    await (isOfApp ? openApp(code) : openSession(code));
  } catch (error) {
    return { code, problem: await codeProblem(error) };
  }
  redirect(isOfApp ? "/device/app" : pageOf("one-time-token"));
}

async function openSession(userCode: string): Promise<void> {
  const { oneTimeToken } = await getCaller();
  const { token } = await oneTimeToken.exchangeUserCode({ userCode });
  await writeLinkToken("one-time-token", token);
}

async function openApp(typed: string): Promise<void> {
  const { entered } = await (await getOidcCaller()).enterDevice({ userCode: typed });
  await writeUserCode(entered);
}

/** What is wrong with a code, before it is looked up. */
async function shapeProblem(code: string): Promise<string | null> {
  const t = await getTranslate();
  if (code === "") return t("device.code-missing");
  return /^\p{L}{8,9}$/u.test(lettersOf(code)) ? null : t("device.code-letters");
}

function lettersOf(code: string): string {
  return code.normalize("NFKC").replace(/[\s\p{Pd}]/gu, "");
}

async function codeProblem(error: unknown): Promise<string> {
  const t = await getTranslate();
  const refusal = refusalIn(error);
  if (refusal.reason === "INVALID_TOKEN") return t("device.code-wrong");
  if (refusal.reason === "TOO_MANY_ATTEMPTS") return t("device.code-attempts");
  return refusalCopy(refusal, "link");
}
