import { sql } from "kysely";
import { isLive } from "../session/signed-in.ts";

/** Whether the session that `token` hands over is alive; `known` is the account of the two. */
export const sourceIsLive = sql`EXISTS (
  SELECT FROM sessions AS session JOIN known AS account ON account.id = session.user_id
  WHERE session.id = token.session_id AND ${isLive}
)`;
