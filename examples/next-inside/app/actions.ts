"use server";

import { redirect } from "next/navigation";
import { refusalOf } from "watchword";
import { apiOf } from "watchword/next";
import { watchword } from "../watchword.ts";

export async function signOut(): Promise<void> {
  const api = await apiOf(watchword);
  await api.session.signOut();
  redirect("/");
}

/** Why the link didn't sign in; it leads home where it did. */
export async function signInWithLink(_: string | null, form: FormData): Promise<string | null> {
  const api = await apiOf(watchword);
  try {
    await api.emailOtp.signInWithLink({ token: String(form.get("token")) });
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    return refusal.reason;
  }
  redirect("/");
}
