"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { getCaller } from "../../caller.ts";
import { textOf } from "../form-text.ts";
import { refusalIn } from "../refused.ts";
import { signInFirst } from "./guard.ts";

type Caller = Awaited<ReturnType<typeof getCaller>>;

export async function endSession(form: FormData): Promise<void> {
  const sessionId = textOf(form, "sessionId");
  await asSignedIn((caller) => caller.session.revoke({ sessionId }));
}

export async function endOtherSessions(): Promise<void> {
  await asSignedIn((caller) => caller.session.revokeOthers());
}

export async function signOut(): Promise<void> {
  const ended = await asSignedIn((caller) => caller.session.signOut());
  if (ended) redirect("/");
}

/**
 * Does it and shows the page as it is then, which is also the answer to most refusals: a session that
 * had ended isn't in the list any more. False where it was refused.
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
