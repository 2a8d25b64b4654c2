import "server-only";
import type { Requester } from "@watchword/db/mail-queue";
import type { Caller } from "../../caller.ts";
import type { LinkPurpose } from "../../cookies/link-cookie.ts";

/** What a live link would do. */
export interface LookedAt {
  email: string;
  expiresAt: string;
  /** Whose accounts it is about. */
  collection: string;
  /** Where it leads in the end. */
  next?: string | null;
  /** The address that goes, masked. */
  instead?: string | null;
  /** Whether this browser's owner is signed in at the address, or was before. */
  known?: boolean;
  /** Of a sign-up: whether its address has an account, which the link signs in to. */
  existing?: boolean;
  /** Whether it is of the account that is signed in. */
  own?: boolean;
  /** Of a sign-in: its challenge. */
  otpId?: string | null;
  /** The code of the same mail; null where none can be entered. */
  code?: string | null;
  /** The browser that asked. */
  requestedBy?: Requester | null;
  /** Whether the number of that browser was typed here; null where none was. */
  approved?: boolean | null;
}

interface Link {
  /**
   * What its page asks for beside a press: a new password; its address, in a browser that isn't known there; or a
   * session of its account. Null for nothing.
   */
  asks: "password" | "address" | "account" | null;
  inspect(caller: Caller, link: { token: string }): Promise<LookedAt>;
}

/** A row for each purpose of a link. */
export const LINKS: Record<LinkPurpose, Link> = {
  "email-otp": { asks: "address", inspect: (api, link) => api.emailOtp.inspect(link) },
  "password-sign-up": {
    asks: "password",
    inspect: (api, link) => api.password.inspectSignUp(link),
  },
  "password-reset": { asks: "password", inspect: (api, link) => api.passwordReset.inspect(link) },
  "email-verification": {
    asks: "account",
    inspect: (api, link) => api.emailVerification.inspect(link),
  },
  "email-change": { asks: "account", inspect: (api, link) => api.emailChange.inspect(link) },
  "email-change-undo": {
    asks: "address",
    inspect: (api, link) => api.emailChange.inspectUndo(link),
  },
  invitation: { asks: "address", inspect: (api, link) => api.invitation.inspect(link) },
  "one-time-token": { asks: null, inspect: (api, link) => api.oneTimeToken.inspect(link) },
};

/** What a live link's page asks for: a link that signs in to an account that is there asks for no password. */
export function asksOf(purpose: LinkPurpose, { existing = false }: LookedAt): Link["asks"] {
  return existing ? "address" : LINKS[purpose].asks;
}
