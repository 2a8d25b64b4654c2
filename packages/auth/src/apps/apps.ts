import { sql } from "kysely";
import type { AuthContext } from "../context.ts";

export type { AppIdentity } from "./app-identity.ts";

/** An app that an operator registered, as it is stored. */
export interface StoredApp {
  id: string;
  /** As they were entered; the API interprets them. */
  settings: Record<string, unknown>;
  /** The SHA-256 of its key, in hex; null for an app without a key. */
  secretHash: string | null;
  /** The hash of the previous key, while that still works. */
  formerSecretHash: string | null;
  /** Differs each time an id is registered again. */
  registration: string;
}

/** What is stored of an app when it is registered. */
export type NewApp = Pick<StoredApp, "id" | "settings" | "secretHash">;

type Storing = Pick<AuthContext, "db" | "call">;

/** All apps that operators registered, by id. */
export async function listApps({ db }: Storing): Promise<StoredApp[]> {
  const rows = await db
    .selectFrom("apps")
    .select([
      "id",
      "settings",
      "secret_hash as secretHash",
      "registration",
      sql<string | null>`CASE WHEN former_secret_until > now() THEN former_secret_hash END`.as(
        "formerSecretHash",
      ),
    ])
    .orderBy("id")
    .execute();
  return rows.map((row) => ({ ...row, settings: row.settings as StoredApp["settings"] }));
}

export type StoreResult =
  | { ok: true }
  | { ok: false; reason: "ID_TAKEN" | "UNKNOWN_APP" }
  /** Another app, named by `takenBy`, has one of its origins. */
  | { ok: false; reason: "ORIGIN_TAKEN"; takenBy: string };

/**
 * Registers a new app, and ends everything that an app of the environment had under its id. `ID_TAKEN` if an app with
 * this id is registered; the caller checks that the environment has none.
 */
export async function registerApp(
  { call }: Storing,
  { id, settings, secretHash }: NewApp,
): Promise<StoreResult> {
  const [row] = await call("register_app", { id, settings, secret_hash: secretHash });
  return resultOf(row);
}

/** Changes an app's settings. `UNKNOWN_APP` if there is no such app. */
export async function changeApp(
  { call }: Storing,
  { id, settings }: Pick<NewApp, "id" | "settings">,
): Promise<StoreResult> {
  const [row] = await call("change_app", { id, settings });
  return resultOf(row);
}

function resultOf(row: { verdict: string; taken_by: string | null } | undefined): StoreResult {
  if (row?.verdict === "STORED") return { ok: true };
  const { verdict: reason = "", taken_by: takenBy = null } = row ?? {};
  if (reason === "ORIGIN_TAKEN" && takenBy !== null) return { ok: false, reason, takenBy };
  return { ok: false, reason: reason as "ID_TAKEN" | "UNKNOWN_APP" };
}

/** How long both keys work after a rotation, so that the app's server can be given the new one. */
const FORMER_KEY_WORKS_FOR = sql`interval '1 day'`;

/**
 * Replaces an app's key. With `keepsOld` the old key works for another day; otherwise it stops working at once. False
 * if there is no such app.
 */
export async function replaceAppKey(
  { db }: Storing,
  { id, secretHash, keepsOld }: { id: string; secretHash: string; keepsOld: boolean },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("apps")
    .set({
      changed_at: sql<Date>`now()`,
      former_secret_hash: keepsOld ? sql<string | null>`secret_hash` : null,
      former_secret_until: keepsOld ? sql<Date>`now() + ${FORMER_KEY_WORKS_FOR}` : null,
      secret_hash: secretHash,
    })
    .where("id", "=", id)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Removes an app and ends the sessions that were handed to it. False if there is no such app. */
export async function removeApp(ctx: Storing, id: string): Promise<boolean> {
  const [row] = await ctx.call("remove_app", { id });
  return row?.remove_app ?? false;
}
