import { randomInt, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Auth } from "@watchword/auth";
import { requestEmailOtp } from "@watchword/auth/email-otp";
import type { Database } from "@watchword/db/schema";
import { type Kysely, type RawBuilder, sql } from "kysely";
import { until } from "./processes.ts";
import type { RunningProcess } from "./running-process.ts";

export const STEPS = [
  "looking for the account",
  "looking whether the address is mailed",
  "keeping what it says",
  "handing it over",
  "being told that it is taken",
  "noting that it is taken",
  "anything",
] as const;
export type Step = (typeof STEPS)[number];
type Hold = { hold: "before" | "after"; until?: Promise<void> };

/** A provider as the rounds see it. */
export interface Post {
  /** What the worker is told of it. */
  env: Record<string, string>;
  /** What it does to a mail instead of taking it. */
  holds: Map<string, Hold>;
  /** Whether a mail has got so far. */
  hasGot(mail: QueuedMail, hold: Hold["hold"]): boolean;
  copiesOf(mail: QueuedMail): number;
}

export interface QueuedMail {
  id: string;
  email: string;
  /** Whether its time was over when its worker was dead, and it hadn't been taken by then. */
  over: boolean;
}

/** Something that the database makes others wait for, until it is let go. */
async function lock(owner: Kysely<Database>, what: RawBuilder<unknown>) {
  const holding = await owner.startTransaction().execute();
  // On a slow machine a worker is a while in coming.
  await sql`SET LOCAL idle_in_transaction_session_timeout = 0`.execute(holding);
  const { rows } = await sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`.execute(holding);
  await what.execute(holding);
  const waiting = sql`FROM pg_stat_activity WHERE ${rows[0]?.pid} = ANY(pg_blocking_pids(pid))`;
  return {
    reached: () => until(async () => (await sql`SELECT ${waiting}`.execute(owner)).rows.length > 0),
    /** Nobody gets on with what they waited for here. */
    async drop() {
      await sql`SELECT pg_terminate_backend(pid) ${waiting}`.execute(owner);
      await holding.rollback().execute();
    },
    letGo: () => holding.rollback().execute(),
  };
}

async function queue(auth: Auth, email: string): Promise<QueuedMail> {
  const client = { ip: null, userAgent: null, place: null, locale: null };
  const request = { email, collection: "users", phrase: false, next: null, client };
  const { otpId } = await requestEmailOtp(auth, request);
  const { id } = await auth.db
    .selectFrom("mails")
    .select("id")
    .where("token_id", "=", otpId)
    .executeTakeFirstOrThrow();
  return { id, email, over: false };
}

/**
 * Queues a mail that nobody gets to look for an account for: the lock is there before the mail is. It
 * can't be there first, since a foreign key has the request touch that table too. `asking` has one connection,
 * so its request is part of the transaction.
 */
async function queueWithoutAccounts(owner: Kysely<Database>, asking: Auth, email: string) {
  await sql`BEGIN`.execute(asking.db);
  const mail = await queue(asking, email);
  const held = await lock(owner, sql`LOCK TABLE users IN ACCESS EXCLUSIVE MODE`);
  await sql`COMMIT`.execute(asking.db);
  return { mail, held };
}

/** What a worker that dies keeps a mail from others at most; they look each second, so it is delayed less than ten. */
export const LEASE_SECONDS = 8;

/** In how many seconds everything that workers hold is free for others, by the clock of Postgres; 0 for nothing. */
export async function longestLeaseSeconds(owner: Kysely<Database>): Promise<number> {
  const { rows } = await sql<{ seconds: number }>`
    SELECT coalesce(max(extract(epoch FROM run_at - now())), 0)::float8 AS seconds
    FROM mails WHERE state = 'sending'`.execute(owner);
  return rows[0]?.seconds ?? 0;
}

/** Queues a mail and kills the worker at a step with it. */
export async function killAt(
  step: Step,
  worker: RunningProcess,
  { auth, asking, owner, post }: { auth: Auth; asking: Auth; owner: Kysely<Database>; post: Post },
): Promise<QueuedMail> {
  const email = `${randomUUID()}@example.com`;
  const proceed = Promise.withResolvers<void>();
  const rowOf = (mail: QueuedMail) => sql`SELECT FROM mails WHERE id = ${mail.id} FOR UPDATE`;

  switch (step) {
    case "looking for the account": {
      const { mail, held } = await queueWithoutAccounts(owner, asking, email);
      await held.reached();
      await worker.kill();
      await held.drop();
      return mail;
    }
    case "looking whether the address is mailed": {
      const held = await lock(owner, sql`LOCK TABLE suppressed_addresses IN ACCESS EXCLUSIVE MODE`);
      const mail = await queue(auth, email);
      await held.reached();
      await worker.kill();
      await held.drop();
      return mail;
    }
    case "keeping what it says": {
      const held = await lock(owner, sql`LOCK TABLE suppressed_addresses IN ACCESS EXCLUSIVE MODE`);
      const mail = await queue(auth, email);
      await held.reached();
      const row = await lock(owner, rowOf(mail));
      await held.letGo();
      await row.reached();
      await worker.kill();
      await row.drop();
      return mail;
    }
    case "handing it over":
    case "being told that it is taken": {
      const hold = step === "handing it over" ? "before" : "after";
      post.holds.set(email, { hold });
      const mail = await queue(auth, email);
      await until(() => post.hasGot(mail, hold));
      await worker.kill();
      post.holds.delete(email);
      return mail;
    }
    case "noting that it is taken": {
      post.holds.set(email, { hold: "after", until: proceed.promise });
      const mail = await queue(auth, email);
      await until(() => post.hasGot(mail, "after"));
      const held = await lock(owner, rowOf(mail));
      proceed.resolve();
      await held.reached();
      await worker.kill();
      await held.drop();
      post.holds.delete(email);
      return mail;
    }
    case "anything": {
      const mail = await queue(auth, email);
      await sleep(randomInt(80));
      await worker.kill();
      return mail;
    }
  }
}
