import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { withClient } from "../connect.ts";
import { databaseUrl } from "./cluster.ts";
import { WAIT_SECONDS } from "./command.ts";
import { EmbeddedPostgresError } from "./error.ts";
import { dropStalePidFile, readPort } from "./pid-file.ts";

/**
 * The URL of the Postgres that already serves the folder; undefined if there is none. Waits for one that is starting up
 * or shutting down. The caller must hold the folder's lock.
 */
export async function findRunning(folder: string): Promise<string | undefined> {
  const deadline = Date.now() + WAIT_SECONDS * 1000;
  while (Date.now() < deadline) {
    await dropStalePidFile(folder);
    const port = await readPort(folder);
    if (port === undefined) return undefined;
    const url = await databaseUrl(folder, port);
    if (port > 0 && (await answers(url))) return url;
    await setTimeout(50);
  }
  throw new EmbeddedPostgresError(
    `The Postgres of ${folder} has neither answered nor ended for ${WAIT_SECONDS} s. Its log is ` +
      `${join(folder, "log")}.`,
  );
}

/** A refused connection, a Postgres that is starting or stopping, or one whose starter was killed halfway. */
const NOT_NOW = new Set(["ECONNREFUSED", "ECONNRESET", "57P03", "3D000"]);

async function answers(url: string): Promise<boolean> {
  try {
    await withClient(url, async () => {}, { wantsWrites: false });
    return true;
  } catch (error) {
    if (NOT_NOW.has((error as { code?: string }).code ?? "")) return false;
    throw new EmbeddedPostgresError(
      `The Postgres that serves this folder doesn't let us in: ${(error as Error).message}.`,
      { cause: error },
    );
  }
}
