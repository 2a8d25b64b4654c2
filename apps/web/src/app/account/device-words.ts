import "server-only";
import { describeDevice, type Device } from "@watchword/auth/client";
import type { Session } from "@watchword/auth/session";
import type { Translate } from "../../language/translations.ts";
import { knownApps } from "../../products/known-apps.ts";

/** What a session belongs to, in words: a browser, or an app that it was handed to. */
export function deviceWords(t: Translate, { userAgent, audience }: Session): string {
  if (audience !== null) return appName(audience);
  const device = describeDevice(userAgent);
  const { os } = device;
  return (
    browserWords(t, device) ??
    (os ? t("sessions.browser-on", { os }) : t("sessions.unknown-device"))
  );
}

/** A browser and its operating system, as far as they are known; null if the browser isn't known. */
export function browserWords(t: Translate, { browser, os }: Device): string | null {
  return browser && os ? t("sessions.device", { browser, os }) : browser;
}

function appName(audience: string): string {
  return knownApps().find(({ id }) => id === audience)?.name ?? audience;
}
