import type { Auth } from "@watchword/auth";
import {
  type AlertMessage,
  claimAlerts,
  type ClaimedAlert,
  dropAlert,
  putAlertBack,
} from "./alert-claim.ts";
import type { Work } from "./worker.ts";

export type { AlertMessage };

/** Delivers a message. Throws where it wasn't taken: it is delivered again under the same id. */
export type TellAlert = (message: AlertMessage) => Promise<void>;

/** Seconds before each next try of a message that its receiver didn't take; the last holds for all further tries. */
const PAUSES = [1, 3, 10, 30, 60, 300, 900, 3_600];

/** Delivers the messages of alerts, one at a time: a receiver that hangs keeps nothing else waiting. */
export function alertWork({ db }: Pick<Auth, "db">, tellAlert: TellAlert): Work {
  async function run(alert: ClaimedAlert): Promise<void> {
    try {
      await tellAlert(alert.message);
    } catch (error) {
      const pause = PAUSES[Math.min(alert.tries, PAUSES.length - 1)] ?? 0;
      await putAlertBack(db, alert, pause * 1_000);
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
