import type { Auth } from "@watchword/auth";
import {
  type AlertMessage,
  claimAlerts,
  type ClaimedAlert,
  dropAlert,
  putAlertBack,
} from "./alert-claim.ts";
import { PAUSES_TO_AN_HOUR, pauseSeconds } from "./pauses.ts";
import type { Work } from "./worker.ts";

export type { AlertMessage };

/** Delivers a message. Throws if it wasn't accepted; then it is delivered again under the same id. */
export type TellAlert = (message: AlertMessage) => Promise<void>;

/** Delivers the messages of alerts, one at a time: a receiver that hangs keeps nothing else waiting. */
export function alertWork({ db }: Pick<Auth, "db">, tellAlert: TellAlert): Work {
  async function run(alert: ClaimedAlert): Promise<void> {
    try {
      await tellAlert(alert.message);
    } catch (error) {
      const seconds = pauseSeconds(alert.tries, PAUSES_TO_AN_HOUR);
      await putAlertBack(db, alert, seconds * 1_000);
      throw error;
    }
    await dropAlert(db, alert);
  }
  return {
    name: "alerts",
    atOnce: 1,
    async claim(lease, limit) {
      const alerts = await claimAlerts(db, lease, limit);
      return alerts.map((alert) => ({ id: alert.id, run: () => run(alert) }));
    },
  };
}
