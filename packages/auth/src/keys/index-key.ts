import { createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import type { Database } from "@watchword/db/schema";
import type { Kysely } from "kysely";
import { hmac, type Keys } from "./keys.ts";

/** Names people in limits, budgets and records without storing who they are. */
export interface Index {
  /** HMAC-SHA-256 of what identifies a thing of this kind. It stays the same as long as the database exists. */
  hash(
    kind:
      | "address"
      | "password"
      | "client"
      | "device"
      | "mail"
      | "mailbox"
      | "mail-device"
      | "device-user-code"
      | "mail-domain"
      | "mail-network"
      | "limit"
      | "subject",
    ...parts: string[]
  ): Promise<Buffer>;
  /** Whether a secret of this process decrypts the key that the database has now; true if there is none yet. */
  opens(): Promise<boolean>;
}

const CONTEXT = "watchword/index-key";

/** The index of a database: its key is made once, sealed there, and doesn't rotate with the secrets. */
export function createIndex(db: Kysely<Database>, keys: Keys): Index {
  let loading: Promise<KeyObject> | null = null;
  async function loadKey(): Promise<KeyObject> {
    loading ??= findOrMakeKey(db, keys);
    try {
      return await loading;
    } catch (error) {
      loading = null;
      throw error;
    }
  }
  return {
    async hash(kind, ...parts) {
      return hmac(await loadKey(), JSON.stringify([kind, ...parts]));
    },
    async opens() {
      const kept = await db.selectFrom("index_key").select("sealed").executeTakeFirst();
      return !kept || keys.unseal(kept.sealed, CONTEXT) !== null;
    },
  };
}

/** If two processes do this at the same time, one makes the key and both read it. */
async function findOrMakeKey(db: Kysely<Database>, keys: Keys): Promise<KeyObject> {
  const kept = await db.selectFrom("index_key").select("sealed").executeTakeFirst();
  if (kept) return openKey(kept.sealed, db, keys);
  const made = keys.seal(randomBytes(32).toString("base64"), CONTEXT);
  await db
    .insertInto("index_key")
    .values({ sealed: made })
    .onConflict((on) => on.doNothing())
    .execute();
  const { sealed } = await db.selectFrom("index_key").select("sealed").executeTakeFirstOrThrow();
  return openKey(sealed, db, keys);
}

/** Seals the key again under the secret that signs now, so that the older ones can be dropped. */
async function openKey(sealed: Buffer, db: Kysely<Database>, keys: Keys): Promise<KeyObject> {
  const key = keys.unseal(sealed, CONTEXT);
  if (key === null)
    throw new Error("WATCHWORD_SECRET isn't the one that the database was made with.");
  if (!keys.isNewest(sealed, CONTEXT)) {
    await db
      .updateTable("index_key")
      .set({ sealed: keys.seal(key, CONTEXT) })
      .execute();
  }
  return createSecretKey(Buffer.from(key, "base64"));
}
