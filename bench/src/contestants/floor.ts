import { argon2, createHash, createHmac, randomBytes, randomInt, randomUUID } from "node:crypto";
import { promisify } from "node:util";
import {
  type Contestant,
  cycle,
  forEach,
  KNOWN_USERS,
  knownAddresses,
  newAddress,
  type Operation,
  PASSWORD,
  type Setting,
  signedInAddresses,
  USER_AGENT,
} from "./contestant.ts";
import { FLOOR_TABLES, STATEMENTS } from "./floor-statements.ts";
import { openPool } from "./open-pool.ts";

const KEY = randomBytes(32);
const runArgon2 = promisify(argon2);

/**
 * The least that does the work safely: one prepared statement an operation, secrets hashed, a code's
 * attempts counted, its mail's row in the same statement. No pages, no limits, no budgets, no device or
 * record, no types.
 */
export async function startFloor({ databaseUrl, poolSize }: Setting): Promise<Contestant> {
  const pool = openPool(databaseUrl, poolSize);
  await pool.query(FLOOR_TABLES);
  await pool.query(
    `INSERT INTO users (email)
     SELECT 'known-' || n || '@example.com' FROM generate_series(0, $1::integer - 1) AS n
     ON CONFLICT DO NOTHING`,
    [KNOWN_USERS],
  );
  const ask = async (name: keyof typeof STATEMENTS, ...values: unknown[]) => {
    const { rows } = await pool.query({ name, text: STATEMENTS[name], values });
    if (!rows[0]) throw new Error(`${name}: refused`);
    return rows[0] as Record<string, unknown>;
  };

  async function request(email: string) {
    const [id, code] = [randomUUID(), String(randomInt(1e6)).padStart(6, "0")];
    await ask("request", id, email, hashCode(id, code), `${code} is your code`);
    return { id, code };
  }
  async function enter({ id, code }: { id: string; code: string }): Promise<string> {
    const secret = createSecret();
    await ask("signIn", id, hashCode(id, code), hash(secret), USER_AGENT);
    return secret;
  }
  async function prepareSignIns(emails: string[]) {
    const codes = await forEach(emails, request);
    return codes.map((code) => () => enter(code));
  }
  async function generate(secret: string): Promise<string> {
    const token = createSecret();
    await ask("generate", randomUUID(), hash(token), hash(secret));
    return token;
  }
  async function requestReset(email: string): Promise<string> {
    const token = createSecret();
    await ask("requestReset", randomUUID(), email, hash(token), `Reset it by ${token}`);
    return token;
  }
  const completeReset =
    (hashed: (password: string) => Promise<string>): Operation =>
    async (count) => {
      const tokens = await forEach(knownAddresses(count), requestReset);
      return tokens.map((token) => async () => {
        const secret = createSecret();
        return ask("completeReset", hash(token), await hashed(PASSWORD), hash(secret), USER_AGENT);
      });
    };

  const sessions = await forEach(signedInAddresses(), async (email) => enter(await request(email)));
  return {
    name: "Floor",
    operations: {
      "request a code": async (count) =>
        Array.from({ length: count }, () => () => request(newAddress())),
      "sign in, new user": (count) => prepareSignIns(Array.from({ length: count }, newAddress)),
      "sign in, known user": (count) => prepareSignIns(knownAddresses(count)),
      "generate a one-time token": async (count) =>
        cycle(sessions, count).map((secret) => () => generate(secret)),
      "verify a one-time token": async (count) => {
        const tokens = await forEach(cycle(sessions, count), generate);
        return tokens.map((token) => () => ask("verify", hash(token), hash(createSecret())));
      },
      "request a reset": async (count) =>
        knownAddresses(count).map((email) => () => requestReset(email)),
      "complete a reset": completeReset(hashPassword),
      "complete a reset, hash taken out": completeReset(async () => "no hash"),
      "read a session": async (count) =>
        cycle(sessions, count).map((secret) => () => ask("read", hash(secret))),
    },
    close: () => pool.end(),
  };
}

function createSecret(): string {
  return randomBytes(32).toString("base64url");
}

function hash(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}

function hashCode(id: string, code: string): Buffer {
  return createHmac("sha256", KEY).update(`${id} ${code}`).digest();
}

/** At Watchword's cost. */
async function hashPassword(message: string): Promise<string> {
  const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 };
  const hashed = await runArgon2("argon2id", { ...cost, message, nonce: randomBytes(16) });
  return (hashed as Buffer).toString("base64");
}
