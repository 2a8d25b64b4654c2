import { requestEmailOtp } from "@watchword/auth/email-otp";
import { disableAccount } from "@watchword/auth/operator";
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import path from "node:path";
import { createApiProcess } from "@watchword/api/api-process";
import { handleCall } from "@watchword/api/http";
import { sessionCookieFor } from "@watchword/api/session-cookie";
import { type Auth, createAuth } from "@watchword/auth";
import { postgresLimiter } from "@watchword/auth/rate-limit";
import { startEmbeddedPostgres } from "@watchword/db/embedded";
import { migrate } from "@watchword/auth/migrate";
import pg from "pg";

/*
 * Can a stranger tell by its time whether an address has an account? Calls for four kinds of address
 * are interleaved, and for each kind we ask how often one of its times is longer than one of an unknown
 * address: 0.50 is a coin.
 */

const ROUNDS = Number(process.argv[2] ?? 300);
const PUBLIC_URL = "http://localhost:3000";
const CLIENT = { ip: "198.51.100.7", userAgent: null, place: null, locale: null };
const PASSWORD = "a long and friendly phrase";
const KINDS = ["unknown", "known", "unverified", "disabled"] as const;
type Kind = (typeof KINDS)[number];

const folder = await mkdtemp(path.join(tmpdir(), "watchword-bench-"));
const postgres = await startEmbeddedPostgres({ folder });
await migrate(postgres.ownerUrl, postgres.url);
const auth = createAuth({
  database: postgres.url,
  secret: randomUUID() + randomUUID(),
  policy: { perClient: null },
});
await makeAccounts(auth);

const owner = new pg.Pool({ connectionString: postgres.ownerUrl });

/** What a call is given for an address; several are sent as one batch. */
type Inputs = (email: string) => object[] | Promise<object[]>;

const calls: [string, string, Inputs][] = [
  ["emailOtp.request", "", (email) => [{ email, phrase: true }]],
  ["password.signUp", "", (email) => [{ email }]],
  ["passwordReset.request", "", (email) => [{ email }]],
  ["password.signIn", "", (email) => [{ email, password: "not the friendly phrase" }]],
  ["emailOtp.signIn", ", wrong code", (email) => guesses(email, 1)],
  ["emailOtp.signIn", ", wrong codes in pairs", (email) => guesses(email, 2)],
  ["emailOtp.signIn", ", expired code", (email) => guesses(email, 1, expire)],
  ["emailOtp.signIn", ", expired codes in pairs", (email) => guesses(email, 2, expire)],
];
console.log(`${ROUNDS} rounds, ${cpus().length} × ${cpus()[0]?.model}\n`);
console.log("| call | address | median ms | p95 ms | longer than an unknown one's |");
console.log("|---|---|---|---|---|");
for (const [procedure, how, inputs] of calls) await measure(procedure, how, inputs);

await owner.end();
await auth.close();
await postgres.stop();
await rm(folder, { recursive: true });

async function measure(procedure: string, how: string, inputs: Inputs): Promise<void> {
  const times: Record<Kind, number[]> = { unknown: [], known: [], unverified: [], disabled: [] };
  for (let round = -20; round < ROUNDS; round++) {
    for (const kind of shuffled(KINDS)) {
      const given = await inputs(`${kind}-${(round + 20) % 50}@example.com`);
      const took = await call(procedure, given);
      if (round >= 0) times[kind].push(took);
    }
  }
  for (const kind of KINDS) {
    const sorted = times[kind].toSorted((a, b) => a - b);
    const cells = [quantile(sorted, 0.5).toFixed(2), quantile(sorted, 0.95).toFixed(2)];
    console.log(
      `| ${procedure}${how} | ${kind} | ${cells.join(" | ")} | ${longer(times[kind], times.unknown).toFixed(3)} |`,
    );
  }
}

/** Guesses at as many challenges of an address, which is as if nobody had guessed there before. */
async function guesses(
  email: string,
  count: number,
  prepare: (ids: string[]) => Promise<unknown> = async () => {},
): Promise<object[]> {
  await owner.query("DELETE FROM watchword.spent_guesses");
  const input = { email, collection: "users", phrase: false, next: null, client: CLIENT };
  const ids: string[] = [];
  while (ids.length < count) ids.push((await requestEmailOtp(auth, input)).otpId);
  await prepare(ids);
  return ids.map((otpId) => ({ otpId, code: "0000000000" }));
}

function expire(ids: string[]): Promise<unknown> {
  return owner.query(
    "UPDATE watchword.tokens SET code_expires_at = now() - interval '1 second' WHERE id = ANY($1)",
    [ids],
  );
}

async function call(procedure: string, inputs: object[]): Promise<number> {
  const called = `${inputs.map(() => procedure).join(",")}?batch=1`;
  const request = new Request(`${PUBLIC_URL}/api/trpc/${called}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...inputs }),
  });
  const start = performance.now();
  await handleCall(request, {
    process: createApiProcess({
      auth,
      limiter: postgresLimiter(auth),
      publicUrl: PUBLIC_URL,
      apps: [],
      onError: (error) => console.error(error),
    }),
    client: CLIENT,
    sessionCookie: sessionCookieFor(PUBLIC_URL),
  });
  return performance.now() - start;
}

async function makeAccounts(to: Auth): Promise<void> {
  for (const kind of KINDS.slice(1)) {
    for (let number = 0; number < 50; number++) {
      const email = `${kind}-${number}@example.com`;
      const { id } = await to.createUser({ email, emailVerified: kind !== "unverified" });
      await to.updateKeyPassword("email", email, PASSWORD);
      if (kind === "disabled") await disableAccount(to, id);
    }
  }
}

/** How often a time of one list is longer than one of the other (the Mann-Whitney U, as a share). */
function longer(times: number[], others: number[]): number {
  const wins = times.flatMap((time) =>
    others.map((other) => (time > other ? 1 : time === other ? 0.5 : 0)),
  );
  return wins.reduce<number>((sum, win) => sum + win, 0) / wins.length;
}

function quantile(sorted: number[], share: number): number {
  return sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
}

function shuffled<Item>(items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, key: Math.random() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
