import { sql } from "kysely";
import type { AuthContext } from "../context.ts";

/** An app that an operator registered, as it is kept. */
export interface KeptApp {
  id: string;
  /** As they were entered: what they mean is for the API to say. */
  settings: Record<string, unknown>;
  /** Of its key, in hex; null for an app that keeps none. */
  secretHash: string | null;
  /** That of the key before, while it still works. */
  formerSecretHash: string | null;
}

type Keeping = Pick<AuthContext, "db" | "call">;

/** All of them, by id. */
export async function listApps({ db }: Keeping): Promise<KeptApp[]> {
  const rows = await db
    .selectFrom("apps")
    .select([
      "id",
      "settings",
      "secret_hash as secretHash",
      sql<string | null>`CASE WHEN former_secret_until > now() THEN former_secret_hash END`.as(
        "formerSecretHash",
      ),
    ])
    .orderBy("id")
    .execute();
  return rows.map((row) => ({ ...row, settings: row.settings as KeptApp["settings"] }));
}

/** Keeps a new one. False where there is one of that id. */
export async function keepApp(
  { db }: Keeping,
  app: Omit<KeptApp, "formerSecretHash">,
): Promise<boolean> {
  const { id, settings, secretHash } = app;
  const { numInsertedOrUpdatedRows = 0n } = await db
    .insertInto("apps")
    .values({ id, settings: JSON.stringify(settings), secret_hash: secretHash })
    .onConflict((on) => on.column("id").doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows > 0n;
}

/** Changes the settings of one. False where there is none of that id. */
export async function changeApp(
  { db }: Keeping,
  { id, settings }: Pick<KeptApp, "id" | "settings">,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("apps")
    .set({ changed_at: sql<Date>`now()`, settings: JSON.stringify(settings) })
    .where("id", "=", id)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
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
