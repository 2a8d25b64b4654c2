import "server-only";
import { databaseNow } from "@watchword/auth/clock";
import { oneTimeTokenStatus } from "@watchword/auth/one-time-token";
import type { SignedIn } from "@watchword/auth/session";
import { cache } from "react";
import { getAuth } from "../../../auth.ts";
import { getCaller } from "../../../caller.ts";
import { readShownToken } from "./shown-token.ts";

/** How the link stands that this browser shows to another device. */
export type HandOff = Awaited<ReturnType<typeof loadHandOff>>;

export const loadHandOff = cache(async (visitor: SignedIn) => {
  const token = await readShownToken();
  const found = token !== null && (await oneTimeTokenStatus(getAuth(), visitor, token));
  if (!found || !found.ok) return { state: "none" } as const;
  const { state, expiresAt, takenBy } = found.status;
  if (state === "expired") return { state } as const;
  const serverNow = await databaseNow(getAuth());
  if (state === "taken") {
    const sessions = await (await getCaller()).session.list();
    return { state, serverNow, session: sessions.find(({ id }) => id === takenBy) } as const;
  }
  return { state, token, expiresAt, serverNow } as const;
});
