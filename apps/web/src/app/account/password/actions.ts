"use server";

import { redirect } from "next/navigation";
import { getCaller } from "../../../caller/caller.ts";
import { getTranslate } from "../../../language/translations.ts";
import { accountAfter } from "../../../cookies/done-cookie.ts";
import { textOf } from "../../forms/form-text.ts";
import { refusalCopy } from "../../refusals/refusal-copy.ts";
import { refusalIn } from "../../refusals/refused.ts";
import { signInFirst } from "../../visitor/guard.ts";

export interface PasswordFormState {
  problem: string | null;
  /** The field that the problem is about. */
  field: "current" | "new";
}

/** Sets the account's password, with the current one if the form asks for it. */
export async function changePassword(
  _: PasswordFormState,
  form: FormData,
): Promise<PasswordFormState> {
  const currentPassword = form.has("current-password") ? textOf(form, "current-password") : null;
  const newPassword = textOf(form, "new-password");
  const t = await getTranslate();
  if (currentPassword === "") return { problem: t("entry.current-missing"), field: "current" };
  if (newPassword === "") return { problem: t("entry.new-missing"), field: "new" };
  const change = { newPassword, ...(currentPassword !== null && { currentPassword }) };
  try {
    await (await getCaller()).password.change(change);
  } catch (error) {
    const refusal = refusalIn(error);
    signInFirst(refusal, "/account/password");
    const isCurrent =
      refusal.reason === "INVALID_CREDENTIALS" || refusal.fields?.currentPassword !== undefined;
    return {
      problem: await refusalCopy(
        isCurrent ? { ...refusal, reason: "INVALID_CREDENTIALS" } : refusal,
        "new-password",
      ),
      field: isCurrent ? "current" : "new",
    };
  }
  redirect(await accountAfter("password"));
}
