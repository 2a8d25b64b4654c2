import { sql } from "kysely";
import type { AuthContext } from "../context.ts";
import type { SignedIn } from "./signed-in.ts";

/** Whether the session authenticated recently enough for what can't be taken back. */
export async function isFresh(ctx: AuthContext, { session }: SignedIn): Promise<boolean> {
  const { rows } = await sql<{ fresh: boolean }>`
    SELECT authenticated_at > now() - make_interval(secs => ${ctx.policy.session.freshSeconds}) AS fresh
    FROM sessions WHERE id = ${session.id}`.execute(ctx.db);
  return rows[0]?.fresh ?? false;
}
