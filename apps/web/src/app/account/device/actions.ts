"use server";

import { refresh } from "next/cache";
import { redirect, RedirectType } from "next/navigation";
import { getCaller } from "../../../caller/caller.ts";
import { refusalIn } from "../../refusals/refused.ts";
import { signInFirst } from "../../visitor/guard.ts";
import { readShownToken, writeShownToken } from "./shown-token.ts";

/** Makes a link and a code that sign another device in, which replace those that were shown before. */
export async function showNewLink(): Promise<void> {
  const { oneTimeToken } = await getCaller();
  const shown = await readShownToken();
  try {
    if (shown !== null) await oneTimeToken.withdraw({ token: shown });
    const { token } = await oneTimeToken.generate({ userCode: true });
    await writeShownToken(token);
  } catch (error) {
    signInFirst(refusalIn(error), "/account/device");
    return refresh();
  }
  // Without a redirect, reloading the page would send the form again.
  redirect("/account/device", RedirectType.replace);
}
