import { setTimeout as sleep } from "node:timers/promises";
import { withClient } from "@watchword/db/connect";
import { log } from "../log/log.ts";
import { outageInWords, refusalInWords } from "./database-words.ts";

/** Longer than a database takes to start, or to find a new primary. */
const WAITS_MS = 30_000;
const TRIES_EVERY_MS = 1_000;

/**
 * Resolves once a connection can be opened by each URL. A database that is out of reach, starting, full or
 * read-only is waited for, which is said; throws at once where waiting doesn't help.
 */
export async function waitForDatabase(urls: string[], schema: string): Promise<void> {
  const endsAt = performance.now() + WAITS_MS;
  for (const url of new Set(urls)) {
    let told: string | null = null;
    for (;;) {
      const opening = withClient(url, async () => null, { schema });
      const error = await opening.catch((failure: unknown) => failure);
      if (error === null) break;
      const outage = refusalInWords(error) === null ? outageInWords(error) : null;
      if (outage === null || performance.now() > endsAt) throw error;
      if (outage !== told) log.warn(`${outage}. It is tried again, for half a minute at most.`);
      told = outage;
      await sleep(TRIES_EVERY_MS);
    }
  }
}
