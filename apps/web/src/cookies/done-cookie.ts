import "server-only";
import { forgottenBy, readCookie, writeCookie } from "./cookie.ts";

/** What was just done to the account, for its page to say. */
const DONE = ["password", "email", "email-verification", "device", "existing", "app"] as const;
export type Done = (typeof DONE)[number];

const COOKIE = { name: "done", path: "/account" };

export async function readDone(): Promise<Done | null> {
  const value = await readCookie(COOKIE);
  return DONE.find((done) => done === value) ?? null;
}

/** For server actions only. It expires by itself, or a script deletes it sooner, because pages can't clear a cookie. */
export function writeDone(done: Done): Promise<void> {
  return writeCookie({ ...COOKIE, maxAgeSeconds: 10, scripts: true }, done);
}

/** The account's page, which says what was done. For server actions only. */
export async function accountAfter(done: Done): Promise<string> {
  await writeDone(done);
  return "/account";
}

/** For `SaidOnce`. */
export const doneSaid = () => forgottenBy(COOKIE);

const SIGNED_OUT = { name: "signed-out", path: "/sign-in" };

export async function wasSignedOut(): Promise<boolean> {
  return (await readCookie(SIGNED_OUT)) !== null;
}

/** For server actions only, as `writeDone`. */
export function writeSignedOut(): Promise<void> {
  return writeCookie({ ...SIGNED_OUT, maxAgeSeconds: 10, scripts: true }, "yes");
}

/** For `SaidOnce`. */
export const signedOutSaid = () => forgottenBy(SIGNED_OUT);
