import { type Brand, SIGN_IN } from "@watchword/emails/brand";

/** Where the logo leads, and the pages that end a flow. */
export function startPage({ home }: Brand): string {
  return home === SIGN_IN ? "/" : home;
}
