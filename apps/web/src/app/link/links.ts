import "server-only";
import type { Requester } from "@watchword/db/mail-queue";
import { notFound } from "next/navigation";
import type { Caller } from "../../caller/caller.ts";
import { accountAfter, writeDone } from "../../cookies/done-cookie.ts";
import type { LinkPurpose } from "../../cookies/link-cookie.ts";
import { writeAskedReset } from "../../cookies/asked-reset-cookie.ts";
import { destinationOfMail } from "../visitor/destination.ts";
import { signInPath } from "../visitor/sign-in-path.ts";

/** What a live link would do. */
export interface InspectedLink {
  email: string;
  expiresAt: string;
  /** The collection of its account. */
  collection: string;
  /** Where it finally leads. */
  next?: string | null;
  /** The address that would be replaced, masked. */
  instead?: string | null;
  /** Whether this browser's owner is signed in at the address, or was before. */
  known?: boolean;
  /** For a sign-up: whether its address has an account, which the link signs in to. */
  existing?: boolean;
  /** Whether it belongs to the account that is signed in. */
  own?: boolean;
  /** For a sign-in: its challenge. */
  otpId?: string | null;
  /** The code of the same mail; null if none can be entered. */
  code?: string | null;
  /** The browser that asked. */
  requestedBy?: Requester | null;
  /** Whether the number of that browser was typed here; null if none was. */
  approved?: boolean | null;
}

/** The fields of a link's form; empty if it doesn't ask for them. */
interface Posted {
  token: string;
  next: string;
  password: string;
}

interface Link {
  /**
   * What its page asks for beside pressing its button: a new password; its address, in a browser that isn't known
   * there; or a session of its account. Null if nothing.
   */
  asks: "password" | "address" | "account" | null;
  inspect(api: Caller, link: { token: string }): Promise<InspectedLink>;
  /** Does what the link is for, and returns where that leads. */
  redeem(api: Caller, posted: Posted): Promise<string>;
}

/** A row for each purpose of a link. */
const LINKS: Record<LinkPurpose, Link> = {
  "email-otp": {
    asks: "address",
    inspect: (api, link) => api.emailOtp.inspect(link),
    async redeem(api, { token, next }) {
      await api.emailOtp.signInWithLink({ token });
      return destinationOfMail(next);
    },
  },
  "password-sign-up": {
    asks: "password",
    inspect: (api, link) => api.password.inspectSignUp(link),
    async redeem(api, { token, next, password }) {
      const chosen = password === "" ? {} : { password };
      const { existing } = await api.password.confirmSignUpWithLink({ token, ...chosen });
      if (existing && password !== "") await writeDone("existing");
      return destinationOfMail(next);
    },
  },
  "password-reset": {
    asks: "password",
    inspect: (api, link) => api.passwordReset.inspect(link),
    async redeem(api, { token, next, password }) {
      const { session } = await api.passwordReset.complete({ token, password });
      await writeAskedReset(null);
      // The policy may require a sign-in after a reset.
      if (session === null)
        return signInPath({ next: destinationOfMail(next) }, "/password-reset/done");
      await writeDone("password");
      return destinationOfMail(next);
    },
  },
  "email-verification": {
    asks: "account",
    inspect: (api, link) => api.emailVerification.inspect(link),
    async redeem(api, { token }) {
      await api.emailVerification.confirmWithLink({ token });
      return accountAfter("email-verification");
    },
  },
  "email-change": {
    asks: "account",
    inspect: (api, link) => api.emailChange.inspect(link),
    async redeem(api, { token }) {
      await api.emailChange.confirmWithLink({ token });
      return accountAfter("email");
    },
  },
  "email-change-undo": {
    asks: "address",
    inspect: (api, link) => api.emailChange.inspectUndo(link),
    async redeem(api, { token }) {
      await api.emailChange.undo({ token });
      return "/email-change/undone";
    },
  },
  invitation: {
    asks: "address",
    inspect: (api, link) => api.invitation.inspect(link),
    async redeem(api, { token }) {
      await api.invitation.accept({ token });
      return "/account";
    },
  },
  "one-time-token": {
    asks: null,
    inspect: (api, link) => api.oneTimeToken.inspect(link),
    async redeem(api, { token }) {
      await api.oneTimeToken.verify({ token });
      return accountAfter("device");
    },
  },
};

/** What a purpose's link does. A form may name any purpose; an unknown one is answered with 404. */
export function linkOf(purpose: LinkPurpose): Link {
  return Object.hasOwn(LINKS, purpose) ? LINKS[purpose] : notFound();
}

/** What a live link's page asks for. A link that signs in to an existing account asks for no password. */
export function asksOf(purpose: LinkPurpose, { existing = false }: InspectedLink): Link["asks"] {
  return existing ? "address" : linkOf(purpose).asks;
}
