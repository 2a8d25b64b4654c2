import "server-only";
import { isKnownDevice } from "@watchword/auth/device-cookie";
import { normalizeEmail } from "@watchword/auth/email-address";
import { getAuth } from "../auth.ts";
import { getApiContext, getVisitor } from "../caller.ts";
import { readPending } from "../challenge-cookie.ts";
import { textOf } from "./form-text.ts";

interface MailedLink {
  collection: string;
  email: string;
}

/**
 * Whether this browser has shown that its owner is the address's: it asked for a sign-in to it, is signed
 * in as it, or was. A program that opens the links of other people's mail, and presses what it finds
 * there, has not.
 */
export async function knowsAddress({ collection, email }: MailedLink): Promise<boolean> {
  const user = (await getVisitor())?.user;
  if (user?.email === email && user.collection === collection) return true;
  if ((await readPending("email-otp"))?.email === email) return true;
  const { client } = await getApiContext();
  return isKnownDevice(getAuth(), { collection, email }, client.deviceCookie);
}

/** Whether a link's form may be obeyed: of a browser that knows the address, or that was told it. */
export async function isConfirmed(link: MailedLink, form: FormData): Promise<boolean> {
  return normalizeEmail(textOf(form, "email")) === link.email || (await knowsAddress(link));
}
