import type { AccountExistsMail, NoticeMail, LinkMail } from "@watchword/db/mail-queue";
import {
  addressed,
  link,
  longAddress,
  longLink,
  longRequester,
  unknownRequester,
} from "./made-up.ts";

const longAddressed = { to: longAddress, requestedBy: longRequester };

const nothingMore = { newEmail: null, undo: null, repeats: 0 };

const twoWays: AccountExistsMail = {
  ...addressed,
  kind: "account-exists",
  code: { digits: "482915", expiresAt: new Date("2026-11-20T14:32:00Z") },
  link: link("sign-up/link/Zk3vQ8nT1xYb7Rc5mJ0aLw", "2026-11-20T14:42:00Z"),
  resetUrl: "https://watchword.example/password-reset",
};

export const accountExists = {
  twoWays,
  withoutCode: { ...twoWays, code: null },
  forAnApp: { ...twoWays, app: "Notes" },
  longest: {
    ...twoWays,
    ...longAddressed,
    link: longLink("sign-up/link", "2026-11-20T14:42:00Z"),
  },
};

const reset: LinkMail = {
  ...addressed,
  kind: "password-reset",
  link: link("password-reset/Zk3vQ8nT1xYb7Rc5mJ0aLw", "2026-11-20T15:22:00Z"),
};

export const passwordReset = {
  link: reset,
  /** Asked for on the way to another app. */
  forAnApp: { ...reset, app: "Notes" },
  longest: { ...reset, ...longAddressed, link: longLink("password-reset", "2026-11-20T15:22:00Z") },
};

const invited: LinkMail = {
  ...addressed,
  kind: "invitation",
  link: link("invitation/link/Zk3vQ8nT1xYb7Rc5mJ0aLw", "2026-11-27T14:22:00Z"),
};

export const invitation = {
  link: invited,
  longest: {
    ...invited,
    ...longAddressed,
    link: longLink("invitation/link", "2026-11-27T14:22:00Z"),
  },
};

export const passwordChanged = statesOf("password-changed");
export const newSignIn = statesOf("new-sign-in");
export const accountDeleted = statesOf("account-deleted");

const toNew: NoticeMail = { ...addressed, ...nothingMore, kind: "email-changed" };

const toOld: NoticeMail = {
  ...toNew,
  newEmail: "g•••@example.org",
  undo: link("email-change/undo/Zk3vQ8nT1xYb7Rc5mJ0aLw", "2026-11-27T14:22:00Z"),
};

export const emailChanged = {
  toNew,
  toNewLongest: { ...toNew, ...longAddressed },
  toOld,
  toOldWithoutUndo: { ...toOld, undo: null },
  toOldLongest: {
    ...toOld,
    ...longAddressed,
    newEmail: `a•••@${longAddress.split("@")[1]}`,
    undo: longLink("email-change/undo", "2026-11-27T14:22:00Z"),
  },
};

const returned: NoticeMail = { ...toNew, kind: "email-change-undone" };

export const emailChangeUndone = {
  toReturned: returned,
  toReturnedLongest: { ...returned, ...longAddressed },
  toLeft: { ...returned, newEmail: "g•••@example.org" },
};

function statesOf(kind: NoticeMail["kind"]) {
  const notice: NoticeMail = { ...addressed, ...nothingMore, kind };
  return {
    known: notice,
    onceMore: { ...notice, repeats: 1 },
    oftenMore: { ...notice, repeats: 22 },
    unknownDevice: { ...notice, requestedBy: unknownRequester },
    longest: { ...notice, ...longAddressed },
  };
}
