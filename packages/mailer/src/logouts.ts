import type { Auth } from "@watchword/auth";
import {
  claimLogouts,
  type ClaimedLogout,
  dropLogout,
  type EndedSession,
  putLogoutBack,
} from "./logout-claim.ts";
import { createBackoff } from "./backoff.ts";
import { PAUSES_TO_AN_HOUR, pauseSeconds } from "./pauses.ts";
import type { Work } from "./worker.ts";

export type { EndedSession };

/**
 * Tells an app that one of its sessions has ended. Resolves to `told` (also if the app needn't be told), or to
 * `refused` if the app rejects the message. Throws if the app wasn't reached; then it is told again.
 */
export type TellLogout = (ended: EndedSession) => Promise<"told" | "refused">;

/** How often an app may refuse a logout before the logout is dropped: repeating it for days wouldn't help. */
const MAX_REFUSALS = 5;
const CONCURRENCY = 12;
/** How many logouts of one app a claim takes, so that a slow app leaves room for the others. */
const PER_APP = 4;

/** Tells apps of sessions that have ended. */
export function logoutWork({ db }: Pick<Auth, "db">, tellLogout: TellLogout): Work {
  const backoff = createBackoff();
  const underWay = new Map<string, number>();

  async function tryAgain(logout: ClaimedLogout): Promise<void> {
    const seconds = pauseSeconds(logout.tries, PAUSES_TO_AN_HOUR);
    await putLogoutBack(db, logout, seconds * 1_000);
  }

  async function tell(logout: ClaimedLogout): Promise<void> {
    const answer = await tellLogout(logout).catch(async (error: unknown) => {
      backoff.missed(logout.appId);
      await tryAgain(logout);
      throw error;
    });
    backoff.reached(logout.appId);
    if (answer === "told") return dropLogout(db, logout);
    const isLast = logout.tries + 1 >= MAX_REFUSALS;
    await (isLast ? dropLogout(db, logout) : tryAgain(logout));
    throw new Error(
      `The app ${logout.appId} refused a logout${isLast ? " for the last time, and is told no more" : ""}`,
    );
  }

  async function run(logout: ClaimedLogout): Promise<void> {
    const { appId } = logout;
    underWay.set(appId, (underWay.get(appId) ?? 0) + 1);
    await tell(logout).finally(() => underWay.set(appId, (underWay.get(appId) ?? 1) - 1));
  }

  return {
    name: "logouts",
    atOnce: CONCURRENCY,
    async claim(lease, limit) {
      const busy = [...underWay].filter(([, count]) => count >= PER_APP).map(([app]) => app);
      const but = [...busy, ...backoff.current()];
      const logouts = await claimLogouts(db, lease, { limit, perApp: PER_APP, but });
      return logouts.map((logout) => ({ id: logout.id, run: () => run(logout) }));
    },
  };
}
