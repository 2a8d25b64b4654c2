import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from "node:crypto";
import { promisify } from "node:util";
import type { Database } from "@watchword/db/schema";
import { type Kysely, sql } from "kysely";
import { uuidByTime } from "../uuid.ts";
import type { Keys } from "./keys.ts";

export const SIGNING_ALGORITHMS = ["RS256", "ES256"] as const;

export type SigningAlgorithm = (typeof SIGNING_ALGORITHMS)[number];

type Members = Partial<Record<"kty" | "n" | "e" | "crv" | "x" | "y", string>>;

/** A public key as it is published (RFC 7517). Only some releases of Node export a type for it. */
export type PublicJwk = Members & { kid: string; alg: SigningAlgorithm; use: "sig" };

export interface SigningKey {
  /** The `kid` of its signatures. */
  id: string;
  algorithm: SigningAlgorithm;
  privateKey: KeyObject;
  publicJwk: PublicJwk;
  /** Whether it may sign by now; a newer key of the algorithm may sign in its place. */
  signs: boolean;
}

/**
 * What ID tokens are signed with: a key of each algorithm, made when it is first needed, and sealed in the database.
 */
export interface SigningKeys {
  /** The key that signs now. */
  current(algorithm: SigningAlgorithm): Promise<SigningKey>;
  /** Every key that a signature may be verified with, also one that will sign or that did; the newest first. */
  all(): Promise<SigningKey[]>;
}

interface KeyStore {
  db: Kysely<Database>;
  keys: Keys;
}

/** How long a new key is published before it signs, so that everybody has fetched it by then. */
const PUBLISHED_AHEAD = sql`interval '1 day'`;
/** How long a key stays published after its successor began to sign. */
const PUBLISHED_AFTER = sql`interval '30 days'`;
/** Not `now()`: a transaction that reads at the same time may have begun earlier, and would find no key that signs. */
const IMMEDIATELY = sql<Date>`'-infinity'`;
/** How long a process keeps the keys that it has read: much shorter than they are published ahead. */
const KNOWN_FOR_MS = 60_000;

/** The signing keys of a database. The database's clock says which of them signs, so that all processes agree. */
export function createSigningKeys(db: Kysely<Database>, keys: Keys): SigningKeys {
  let known: { keys: Promise<SigningKey[]>; since: number } | null = null;
  async function all(): Promise<SigningKey[]> {
    if (known === null || performance.now() - known.since > KNOWN_FOR_MS)
      known = { keys: findOrMakeKeys(db, keys), since: performance.now() };
    try {
      return await known.keys;
    } catch (error) {
      known = null;
      throw error;
    }
  }
  return {
    all,
    async current(algorithm) {
      const found = (await all()).find((key) => key.algorithm === algorithm && key.signs);
      if (!found) throw new Error(`No ${algorithm} key signs yet.`);
      return found;
    },
  };
}

/**
 * Adds a key of each algorithm, which is only published until tomorrow, and signs from then on. With `atOnce` it signs
 * now and the older keys are removed, in case they were stolen. Other processes follow within a minute.
 */
export async function rotateSigningKeys(
  { db, keys }: KeyStore,
  { atOnce = false }: { atOnce?: boolean } = {},
): Promise<void> {
  const made = await Promise.all(SIGNING_ALGORITHMS.map((algorithm) => makeKey(keys, algorithm)));
  await db.transaction().execute(async (trx) => {
    // One rotation at a time, or both would make the same number.
    await sql`LOCK TABLE signing_keys IN SHARE ROW EXCLUSIVE MODE`.execute(trx);
    for (const key of made) {
      const { rows } = await sql<{ next: number }>`
        SELECT coalesce(max(number), 0) + 1 AS next FROM signing_keys
        WHERE algorithm = ${key.algorithm}`.execute(trx);
      const number = rows[0]?.next ?? 1;
      const signsFrom =
        atOnce || number === 1 ? IMMEDIATELY : sql<Date>`now() + ${PUBLISHED_AHEAD}`;
      if (atOnce)
        await trx.deleteFrom("signing_keys").where("algorithm", "=", key.algorithm).execute();
      await trx
        .insertInto("signing_keys")
        .values({ ...key, number, signs_from: signsFrom })
        .execute();
    }
    await trx.deleteFrom("signing_keys").where(isRetired).execute();
  });
}

/** Seals those keys again that an older secret sealed, so that older secrets can be dropped. */
export async function resealSigningKeys({ db, keys }: KeyStore): Promise<void> {
  for (const row of await readKeys(db)) await openKey(row, { db, keys });
}

const isRetired = sql<boolean>`EXISTS (
  SELECT FROM signing_keys AS successor
  WHERE successor.algorithm = signing_keys.algorithm AND successor.number > signing_keys.number
    AND successor.signs_from + ${PUBLISHED_AFTER} <= now()
)`;

/** If two processes do this at the same time, one makes the keys and both read them. */
async function findOrMakeKeys(db: Kysely<Database>, keys: Keys): Promise<SigningKey[]> {
  const kept = await readKeys(db);
  const missing = SIGNING_ALGORITHMS.filter(
    (algorithm) => !kept.some((row) => row.algorithm === algorithm),
  );
  if (missing.length === 0) return openKeys(kept, db, keys);
  const made = await Promise.all(missing.map((algorithm) => makeKey(keys, algorithm)));
  await db
    .insertInto("signing_keys")
    .values(made.map((key) => ({ ...key, number: 1, signs_from: IMMEDIATELY })))
    .onConflict((on) => on.columns(["algorithm", "number"]).doNothing())
    .execute();
  return openKeys(await readKeys(db), db, keys);
}

interface KeptKey {
  id: string;
  algorithm: string;
  sealed: Buffer;
  signs: boolean;
}

function readKeys(db: Kysely<Database>): Promise<KeptKey[]> {
  return db
    .selectFrom("signing_keys")
    .select(["id", "algorithm", "sealed", sql<boolean>`signs_from <= now()`.as("signs")])
    .where(sql<boolean>`NOT ${isRetired}`)
    .orderBy("number", "desc")
    .execute();
}

async function makeKey(keys: Keys, algorithm: SigningAlgorithm) {
  const id = uuidByTime();
  const jwk = (await generatePrivateKey(algorithm)).export({ format: "jwk" });
  return { id, algorithm, sealed: keys.seal(JSON.stringify(jwk), contextOf(id)) };
}

const generate = promisify(generateKeyPair);

async function generatePrivateKey(algorithm: SigningAlgorithm): Promise<KeyObject> {
  const { privateKey } =
    algorithm === "RS256"
      ? await generate("rsa", { modulusLength: 2048 })
      : await generate("ec", { namedCurve: "P-256" });
  return privateKey;
}

async function openKeys(rows: KeptKey[], db: Kysely<Database>, keys: Keys): Promise<SigningKey[]> {
  const opened: SigningKey[] = [];
  for (const row of rows) opened.push(toSigningKey(row, await openKey(row, { db, keys })));
  return opened;
}

/** The JWK, which is sealed again if an older secret had sealed it. */
async function openKey({ id, sealed }: KeptKey, { db, keys }: KeyStore): Promise<string> {
  const context = contextOf(id);
  const jwk = keys.unseal(sealed, context);
  if (jwk === null) throw new Error("No secret of this process opens the database's signing keys.");
  if (!keys.isNewest(sealed, context)) {
    await db
      .updateTable("signing_keys")
      .set({ sealed: keys.seal(jwk, context) })
      .where("id", "=", id)
      .execute();
  }
  return jwk;
}

function toSigningKey({ id, algorithm: name, signs }: KeptKey, jwk: string): SigningKey {
  const algorithm = name as SigningAlgorithm;
  const privateKey = createPrivateKey({ key: JSON.parse(jwk), format: "jwk" });
  const publicKey = createPublicKey(privateKey).export({ format: "jwk" });
  return {
    id,
    algorithm,
    privateKey,
    publicJwk: { ...publicKey, kid: id, alg: algorithm, use: "sig" },
    signs,
  };
}

function contextOf(id: string): string {
  return `watchword/signing-key/${id}`;
}
