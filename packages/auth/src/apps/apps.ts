import { sql } from "kysely";
import type { AuthContext } from "../context.ts";

export type { KnownApp } from "./known-app.ts";

/** An app that an operator registered, as it is kept. */
export interface KeptApp {
  id: string;
  /** As they were entered: what they mean is for the API to say. */
  settings: Record<string, unknown>;
  /** Of its key, in hex; null for an app that keeps none. */
  secretHash: string | null;
  /** That of the key before, while it still works. */
  formerSecretHash: string | null;
  /** Another one where an id is registered again. */
  registration: string;
}

/** What is kept of an app when it is registered. */
export type NewApp = Pick<KeptApp, "id" | "settings" | "secretHash">;

type Keeping = Pick<AuthContext, "db" | "call">;

/** All of them, by id. */
export async function listApps({ db }: Keeping): Promise<KeptApp[]> {
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
  return rows.map((row) => ({ ...row, settings: row.settings as KeptApp["settings"] }));
}

export type KeepResult =
  | { ok: true }
  | { ok: false; reason: "ID_TAKEN" | "UNKNOWN_APP" }
  /** Another app, named by `takenBy`, has one of its origins. */
  | { ok: false; reason: "ORIGIN_TAKEN"; takenBy: string };

/**
 * Keeps a new one, and ends what one of its id had that was of the environment. `ID_TAKEN` where one of that id is kept;
 * that the environment names none is for the caller to check.
 */
export async function keepApp(
  { call }: Keeping,
  { id, settings, secretHash }: NewApp,
): Promise<KeepResult> {
  const [row] = await call("keep_app", { id, settings, secret_hash: secretHash });
  return resultOf(row);
}

/** Changes the settings of one. `UNKNOWN_APP` where there is none of that id. */
export async function changeApp(
  { call }: Keeping,
  { id, settings }: Pick<NewApp, "id" | "settings">,
): Promise<KeepResult> {
  const [row] = await call("change_app", { id, settings });
  return resultOf(row);
}

function resultOf(row: { verdict: string; taken_by: string | null } | undefined): KeepResult {
  if (row?.verdict === "KEPT") return { ok: true };
  const { verdict: reason = "", taken_by: takenBy = null } = row ?? {};
  if (reason === "ORIGIN_TAKEN" && takenBy !== null) return { ok: false, reason, takenBy };
  return { ok: false, reason: reason as "ID_TAKEN" | "UNKNOWN_APP" };
}

/** Two keys work for so long after a rotation: a server has it to be given the new one. */
const FORMER_KEY_WORKS_FOR = sql`interval '1 day'`;

/**
 * Gives one another key. With `keepsOld` the one that it has works for another day, and otherwise no more. False where
 * there is no app of that id.
 */
export async function replaceAppKey(
  { db }: Keeping,
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

/** Removes one and ends the sessions that were handed to it. False where there is none of that id. */
export async function removeApp(ctx: Keeping, id: string): Promise<boolean> {
  const [row] = await ctx.call("remove_app", { id });
  return row?.remove_app ?? false;
}
