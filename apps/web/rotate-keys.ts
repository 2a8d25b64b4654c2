import { createAuth } from "@watchword/auth";
import { rotateSigningKeys } from "@watchword/auth/signing-keys";
import { readEnv } from "./src/environment/env.ts";
import { log } from "./src/log/log.ts";
import { openDatabase } from "./src/server/open-database.ts";
import { runMain } from "./src/server/main.ts";

/**
 * Adds new keys for ID tokens, which sign from tomorrow on; with `now` they sign at once and replace the older ones.
 */
runMain(async () => {
  const database = await openDatabase(readEnv());
  const { databaseUrl, databaseSchema: schema, secrets } = database.config;
  const auth = createAuth({ database: databaseUrl, schema, secret: secrets, poolSize: 1 });
  const atOnce = process.argv[2] === "now";
  await rotateSigningKeys(auth, { atOnce });
  log.info(
    atOnce
      ? "New keys sign ID tokens, and the older ones are gone"
      : "New keys are published, and sign ID tokens from tomorrow on",
  );
  await auth.close();
  await database.close();
});
