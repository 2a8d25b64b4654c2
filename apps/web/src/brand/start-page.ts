import { type Brand, SIGN_IN } from "@watchword/emails/brand";

/** Where the logo and the last page of a flow lead. */
export function startPage({ home }: Brand): string {
  return home === SIGN_IN ? "/" : home;
}
