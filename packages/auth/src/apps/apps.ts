import { sql } from "kysely";
import type { AuthContext } from "../context.ts";

/** An app that an operator registered, as it is kept. */
export interface KeptApp {
  id: string;
  /** As they were entered: what they mean is for the API to say. */
  settings: Record<string, unknown>;
  /** Of its key, in hex; null for an app that keeps none. */
  secretHash: string | null;
}

type Keeping = Pick<AuthContext, "db" | "call">;

/** All of them, by id. */
export async function listApps({ db }: Keeping): Promise<KeptApp[]> {
  const rows = await db
    .selectFrom("apps")
    .select(["id", "settings", "secret_hash as secretHash"])
    .orderBy("id")
    .execute();
  return rows.map((row) => ({ ...row, settings: row.settings as KeptApp["settings"] }));
}

/** Keeps a new one. False where there is one of that id. */
export async function keepApp({ db }: Keeping, app: KeptApp): Promise<boolean> {
  const { id, settings, secretHash } = app;
  const { numInsertedOrUpdatedRows = 0n } = await db
    .insertInto("apps")
    .values({ id, settings: JSON.stringify(settings), secret_hash: secretHash })
    .onConflict((on) => on.column("id").doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows > 0n;
}

/** Changes what is given of one. False where there is none of that id. */
export async function changeApp(
  { db }: Keeping,
  { id, settings, secretHash }: Pick<KeptApp, "id"> & Partial<KeptApp>,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("apps")
    .set({
      changed_at: sql<Date>`now()`,
      ...(settings !== undefined && { settings: JSON.stringify(settings) }),
      ...(secretHash !== undefined && { secret_hash: secretHash }),
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
