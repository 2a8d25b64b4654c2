import type { RegisteredApp } from "@watchword/api/context";
import { readKeptApps, withKeptApps } from "@watchword/api/kept-apps";
import { getAuth } from "../auth.ts";
import { getConfig } from "../config.ts";
import { log } from "../log.ts";
import { processWide } from "../process-wide.ts";
import type { Product } from "./products.ts";

/** What operators register, change or remove is so for every process after this time. */
const KNOWN_FOR_MS = 2_000;

interface Known {
  apps: readonly RegisteredApp[];
  since: number;
  reading: Promise<void> | null;
}

const holder = processWide<Known>("known-apps");

/** The apps of the environment, and those that operators registered, as this process last read them. */
export function knownApps(): readonly RegisteredApp[] {
  return holder.value?.apps ?? getConfig().apps;
}

/** The same, read again where that was a while ago. Without the database they stay as they were. */
export async function readApps(): Promise<readonly RegisteredApp[]> {
  const known = (holder.value ??= { apps: getConfig().apps, since: -Infinity, reading: null });
  if (performance.now() - known.since > KNOWN_FOR_MS) {
    known.reading ??= read(known).finally(() => {
      known.reading = null;
    });
    await known.reading;
  }
  return known.apps;
}

async function read(known: Known): Promise<void> {
  try {
    known.apps = withKeptApps(getConfig().apps, await readKeptApps(getAuth()));
  } catch (error) {
    log.warn({ err: error }, "The registered apps couldn't be read: those known before stay");
  }
  known.since = performance.now();
}

/** The known apps that a product's sessions may be handed to. */
export function appsOf({ appIds }: Pick<Product, "appIds">): readonly RegisteredApp[] {
  const apps = knownApps();
  return appIds === null ? apps : apps.filter(({ id }) => appIds.includes(id));
}
