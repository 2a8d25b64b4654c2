import type { ToldAlert } from "@watchword/auth/alerts";
import { log } from "../log/log.ts";

export function logAlerts(alerts: ToldAlert[]): void {
  for (const { type, data } of alerts) log.warn({ alert: type, ...data }, "An alert");
}
