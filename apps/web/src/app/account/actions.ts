"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { getCaller } from "../../caller/caller.ts";
import { accountAfter, writeSignedOut } from "../../cookies/done-cookie.ts";
import { getTranslate } from "../../language/translations.ts";
import type { Acted } from "../forms/action-form.tsx";
import { textOf } from "../forms/form-text.ts";
import { refusalCopy } from "../refusals/refusal-copy.ts";
import { refusalIn } from "../refusals/refused.ts";
import { deviceWords } from "./device-words.ts";
import { signInFirst } from "../visitor/guard.ts";

type Caller = Awaited<ReturnType<typeof getCaller>>;

/** Ends a session of the list, and returns which. */
export async function endSession(_: Acted | null, form: FormData): Promise<Acted> {
  const t = await getTranslate();
  const sessionId = textOf(form, "sessionId");
  const caller = await getCaller();
  try {
    const ended = (await caller.session.list()).find(({ id }) => id === sessionId);
    await caller.session.revoke({ sessionId });
    refresh();
    const device = ended ? deviceWords(t, ended) : t("sessions.unknown-device");
    return { said: t("sessions.ended", { device }), refused: false };
  } catch (error) {
    const refusal = refusalIn(error);
    signInFirst(refusal, "/account");
    refresh();
    return { said: await refusalCopy(refusal, "link"), refused: true };
  }
}

export async function endOtherSessions(): Promise<void> {
  await asSignedIn((caller) => caller.session.revokeOthers());
}

/** Withdraws the consent to an app, and ends its sessions. */
export async function disconnectApp(form: FormData): Promise<void> {
  const app = textOf(form, "app");
  const disconnected = await asSignedIn((caller) => caller.consent.withdraw({ app }));
  if (!disconnected) return;
  redirect(await accountAfter("app"));
}

export async function signOut(): Promise<void> {
  const ended = await asSignedIn((caller) => caller.session.signOut());
  if (!ended) return;
  await writeSignedOut();
  redirect("/sign-in");
}

/**
 * Does it and shows the page as it is afterwards. That also answers most refusals: a session that had ended isn't in
 * the list any more. False if it was refused.
 */
async function asSignedIn(act: (caller: Caller) => Promise<unknown>): Promise<boolean> {
  try {
    await act(await getCaller());
  } catch (error) {
    signInFirst(refusalIn(error), "/account");
    refresh();
    return false;
  }
  refresh();
  return true;
}
