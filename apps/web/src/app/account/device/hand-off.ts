import "server-only";
import { cache } from "react";
import { getCaller } from "../../../caller/caller.ts";
import { serverNow as readServerNow } from "../../../auth/server-now.ts";
import { refusalIn } from "../../refusals/refused.ts";
import { readShownToken } from "./shown-token.ts";

/** The state of the link that this browser shows to another device. */
export type HandOff = Awaited<ReturnType<typeof loadHandOff>>;

export const loadHandOff = cache(async () => {
  const token = await readShownToken();
  const found = token === null ? null : await loadStatus(token);
  if (token === null || found === null) return { state: "none" } as const;
  const { state, expiresAt, takenBy, userCode } = found;
  if (state === "expired") return { state } as const;
  const serverNow = await readServerNow();
  if (state === "taken") {
    const sessions = await (await getCaller()).session.list();
    return { state, serverNow, session: sessions.find(({ id }) => id === takenBy) } as const;
  }
  return { state, token, userCode, expiresAt, serverNow } as const;
});

/** Null for a token that this session didn't make. */
async function loadStatus(token: string) {
  try {
    return await (await getCaller()).oneTimeToken.status({ token });
  } catch (error) {
    const { reason } = refusalIn(error);
    if (reason === "INVALID_TOKEN" || reason === "INVALID_INPUT") return null;
    throw error;
  }
}
