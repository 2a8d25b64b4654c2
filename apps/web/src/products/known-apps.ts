import { setTimeout as sleep } from "node:timers/promises";
import type { RegisteredApp } from "@watchword/api/context";
import { readStoredApps, withStoredApps } from "@watchword/api/stored-apps";
import { isUnavailable } from "@watchword/db/unavailable";
import { getAuth } from "../auth/auth.ts";
import { getConfig } from "../environment/config.ts";
import { log } from "../log/log.ts";
import { processWide } from "../process/process-wide.ts";
import type { Product } from "../environment/products.ts";

/** How long it takes until every process knows what operators have registered, changed or removed. */
const KNOWN_FOR_MS = 2_000;
/** How long a call that can use the apps known before waits; what it needs from the database waits for itself. */
const WAITS_FOR_MS = 1_000;

interface Known {
  apps: readonly RegisteredApp[];
  since: number;
  /** Why they couldn't be read the last time. */
  outage: unknown;
  reading: Promise<void> | null;
}

const holder = processWide<Known>("known-apps");

/** The apps of the environment, and those that operators registered, as this process last read them. */
export function knownApps(): readonly RegisteredApp[] {
  return holder.value?.apps ?? getConfig().apps;
}

/** The known apps, read again if that was a while ago. If the database is out of reach they stay as they were. */
export async function readApps(): Promise<readonly RegisteredApp[]> {
  const known = (holder.value ??= initial());
  if (performance.now() - known.since > KNOWN_FOR_MS) {
    known.reading ??= read(known).finally(() => {
      known.reading = null;
    });
    const isRead = known.since > -Infinity;
    const waited = sleep(WAITS_FOR_MS, null, { ref: false });
    await (isRead ? Promise.race([known.reading, waited]) : known.reading);
  }
  return known.apps;
}

/** Reads the apps again, but throws if the database is out of reach, because an app may have been registered since. */
export async function requireApps(): Promise<void> {
  await readApps();
  await holder.value?.reading;
  const { outage } = holder.value ?? initial();
  if (outage !== null) throw outage;
}

const initial = (): Known => ({
  apps: getConfig().apps,
  since: -Infinity,
  outage: null,
  reading: null,
});

async function read(known: Known): Promise<void> {
  try {
    known.apps = withStoredApps(getConfig().apps, await readStoredApps(getAuth()));
    known.outage = null;
  } catch (error) {
    known.outage = isUnavailable(error) ? error : null;
    log.warn({ err: error }, "The registered apps couldn't be read: those known before stay");
  }
  known.since = performance.now();
}

/** The known apps that a product's sessions may be handed to. */
export function appsOf(
  { appIds }: Pick<Product, "appIds">,
  apps = knownApps(),
): readonly RegisteredApp[] {
  return appIds === null ? apps : apps.filter(({ id }) => appIds.includes(id));
}
