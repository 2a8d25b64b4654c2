"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { getCaller } from "../../caller/caller.ts";
import { writeSignedOut } from "../../cookies/done-cookie.ts";
import { textOf } from "../forms/form-text.ts";
import { refusalIn } from "../refusals/refused.ts";
import { afterSigningOut } from "./way-back.ts";

/** Ends the session, with those that it was handed over to, and goes back to the app that asked. */
export async function signOut(form: FormData): Promise<void> {
  try {
    await (await getCaller()).session.signOut();
  } catch (error) {
    refusalIn(error);
    return refresh();
  }
  const after = await afterSigningOut({
    app: textOf(form, "app"),
    back: textOf(form, "back") || null,
    state: textOf(form, "state") || null,
  });
  if (after !== null) redirect(after);
  await writeSignedOut();
  redirect("/sign-in");
}
