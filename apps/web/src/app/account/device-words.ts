import "server-only";
import { describeDevice } from "@watchword/auth/client";
import type { Session } from "@watchword/auth/session";
import { getConfig } from "../../config.ts";
import type { Translate } from "../../translations.ts";

/** What a session is in: a browser, or an app that it was handed to. */
export function deviceWords(t: Translate, { userAgent, audience }: Session): string {
  if (audience !== null) return appName(audience);
  const { browser, os } = describeDevice(userAgent);
  if (browser && os) return t("sessions.device", { browser, os });
  return browser ?? (os ? t("sessions.browser-on", { os }) : t("sessions.unknown-device"));
}

function appName(audience: string): string {
  return getConfig().apps.find(({ id }) => id === audience)?.name ?? audience;
}
