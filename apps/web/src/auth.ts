import { type Auth, createAuth } from "@watchword/auth";
import { getConfig } from "./config.ts";

const KEY = Symbol.for("watchword.auth");
const holder = globalThis as { [KEY]?: Auth };

/** The one instance of this process, which outlives the reloads of the dev server. */
export function getAuth(): Auth {
  const { databaseUrl, secrets, policy } = getConfig();
  holder[KEY] ??= createAuth({ databaseUrl, secret: secrets, policy });
  return holder[KEY];
}

/** Ends the instance's pool, if there is one. */
export async function closeAuth(): Promise<void> {
  await holder[KEY]?.close();
  delete holder[KEY];
}
