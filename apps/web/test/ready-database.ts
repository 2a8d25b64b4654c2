import { type Auth, createAuth } from "@watchword/auth";
import { createDatabase, createPool } from "@watchword/db/pool";
import { noteMailer } from "@watchword/db/readiness";
import { createTestDatabase } from "@watchword/db/testing";

/** For `look`, where it isn't about time: a slow machine needs longer than an answer may take. */
export const PATIENT_MS = 60_000;
export const SECRET = "a secret of more than thirty-two bytes for tests";

export type ReadyDatabase = Awaited<ReturnType<typeof openReadyDatabase>>;

/** A database of which a process would be ready: it has a key of our secret, and a mailer that lives. */
export async function openReadyDatabase() {
  const database = await createTestDatabase();
  const owner = createDatabase(createPool(database.ownerUrl, { statementTimeoutMs: 0 }));
  return {
    ...database,
    owner,
    async begin(): Promise<Auth> {
      const auth = createAuth({ database: database.url, secret: SECRET });
      await auth.index.hash("mail", "a key is there");
      await noteMailer(auth.db);
      return auth;
    },
    /** Ends what `begin` began, and leaves no mails. */
    async end(auth: Auth): Promise<void> {
      await auth.close();
      await owner.deleteFrom("mails").execute();
    },
    async close(): Promise<void> {
      await owner.destroy();
      await database.drop();
    },
  };
}
