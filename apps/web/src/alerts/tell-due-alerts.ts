import type { Auth } from "@watchword/auth";
import { alertWork } from "@watchword/mailer/alerts";
import { runDueWork } from "@watchword/mailer/worker";
import { log } from "../log/log.ts";
import { type AlertWebhook, tellAlert } from "./tell-alert.ts";

/** Tells the alerts that wait for it where no worker runs, until none is left. Begins no more once `isOver` is true. */
export function tellDueAlerts(
  auth: Auth,
  webhook: AlertWebhook,
  isOver: () => boolean,
): Promise<void> {
  return runDueWork(
    alertWork(auth, (message) => tellAlert(webhook, message)),
    (message, error) => log.warn({ err: error }, message),
    isOver,
  );
}
