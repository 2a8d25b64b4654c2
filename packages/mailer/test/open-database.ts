import { type Auth, type AuthOptions, createAuth } from "@watchword/auth";
import { SECRET } from "@watchword/auth/testing/product";
import { createTestDatabase } from "@watchword/db/testing";

/** A database of its own, as mailers use it. `close` removes it. */
export async function openDatabase(
  options: Pick<AuthOptions, "poolSize"> = {},
): Promise<{ auth: Auth; db: Auth["db"]; close(): Promise<void> }> {
  const database = await createTestDatabase();
  const auth = createAuth({ database: database.url, secret: SECRET, ...options });
  return {
    auth,
    db: auth.db,
    async close() {
      await auth.close();
      await database.drop();
    },
  };
}
