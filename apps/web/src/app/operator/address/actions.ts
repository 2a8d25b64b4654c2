"use server";

import { redirect } from "next/navigation";
import { type AddressFormState, readAddress } from "../../forms/address-entry.ts";
import { textOf } from "../../forms/form-text.ts";
import { act } from "../act.ts";
import type { Acted } from "../../forms/action-form.tsx";
import { NO_COLLECTION, readCollection } from "../collection.ts";
import { isOperator } from "../../visitor/is-operator.ts";
import { writeLookedUp } from "../address-cookies.ts";
import { MAIL_KIND_WORDS, mailKindOf } from "./mail-kind-words.ts";

const PATH = "/operator/address";

/** Shows everything about the address that was typed. */
export async function lookUp(_: AddressFormState, form: FormData): Promise<AddressFormState> {
  const entry = await readAddress(form);
  if (entry.problem !== null) return entry;
  if (!(await isOperator())) redirect(PATH);
  const collection = await readCollection(form);
  if (collection === null) return { email: entry.email, problem: NO_COLLECTION };
  await writeLookedUp({ email: entry.email, collection });
  redirect(PATH);
}

/** Invites to, makes, disables or enables the account: whichever button was pressed. */
export async function changeAccount(_: Acted | null, form: FormData): Promise<Acted> {
  const userId = textOf(form, "userId");
  const email = textOf(form, "email");
  return act(PATH, async (operator) => {
    switch (textOf(form, "change")) {
      case "disable":
        await operator.disableUser({ userId });
        return "Disabled. Its sessions have ended, and its codes and links no longer work.";
      case "enable":
        await operator.enableUser({ userId });
        return "Enabled. Its owner can sign in again.";
      case "invite": {
        const { mailed } = await operator.invite({ email, collection: textOf(form, "collection") });
        return mailed
          ? "Invited. The email is being sent."
          : "Not sent: this address has been sent too many emails. Allow one more below, then invite it again.";
      }
      default:
        await operator.createUser({
          email,
          collection: textOf(form, "collection"),
          emailVerified: textOf(form, "proven") === "yes",
        });
        return "Created. Its owner signs in by email.";
    }
  });
}

/** Allows the address one more email of the pressed button's kind. */
export async function allowOneMore(_: Acted | null, form: FormData): Promise<Acted> {
  const kind = mailKindOf(textOf(form, "kind"));
  const { one } = MAIL_KIND_WORDS[kind];
  return act(PATH, async (operator) => {
    const { refilled } = await operator.refillMailbox({
      email: textOf(form, "email"),
      collection: textOf(form, "collection"),
      kind,
    });
    return refilled
      ? `Allowed: one more ${one} can be sent now. Its owner needs to ask for it again.`
      : `Not needed: as many as ever can be sent.`;
  });
}

/** Ends one session, or every one of the account. */
export async function endSessions(_: Acted | null, form: FormData): Promise<Acted> {
  const sessionId = textOf(form, "sessionId");
  return act(PATH, async (operator) => {
    if (sessionId === "all") {
      await operator.endSessions({ userId: textOf(form, "userId") });
      return "All sessions ended.";
    }
    await operator.endSession({ sessionId });
    return "Session ended, with those that came from it.";
  });
}
