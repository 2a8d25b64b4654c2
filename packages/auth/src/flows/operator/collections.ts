import type { AuthContext } from "../../context.ts";

/** The collection that an account is in, which never changes; null if there is no such account. */
export async function collectionOfAccount(
  { db }: AuthContext,
  userId: string,
): Promise<string | null> {
  const account = await db
    .selectFrom("users")
    .select("collection")
    .where("id", "=", userId)
    .executeTakeFirst();
  return account?.collection ?? null;
}

/** The collection that a session's account is in; null if there is no such session. */
export async function collectionOfSession(
  { db }: AuthContext,
  sessionId: string,
): Promise<string | null> {
  const session = await db
    .selectFrom("sessions")
    .innerJoin("users", "users.id", "sessions.user_id")
    .select("users.collection")
    .where("sessions.id", "=", sessionId)
    .executeTakeFirst();
  return session?.collection ?? null;
}
