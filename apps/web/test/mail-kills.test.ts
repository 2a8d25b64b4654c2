import { randomInt, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type Auth, createAuth } from "@watchword/auth";
import { requestEmailOtp } from "@watchword/auth/email-otp";
import { startResendServer, startSmtpServer } from "@watchword/emails/testing";
import { type RawBuilder, sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createDeployment, type Deployment, until } from "./processes.ts";
import type { RunningProcess } from "./running-process.ts";

/*
 * A worker is killed while it holds a mail, at each step that it takes with one: stopped there by a
 * lock on what the step needs, or by a provider that doesn't answer. WATCHWORD_KILL_ROUNDS has it done
 * more often.
 */
const ROUNDS = Number(process.env.WATCHWORD_KILL_ROUNDS ?? 10);

const STEPS = [
  "looking for the account",
  "looking whether the address is mailed",
  "keeping what it says",
  "handing it over",
  "being told that it is taken",
  "noting that it is taken",
  "noting that the job is done",
  "anything",
] as const;
type Step = (typeof STEPS)[number];
type Hold = { hold: "before" | "after"; until?: Promise<void> };

let deployment: Deployment;
let auth: Auth;
beforeEach(async () => {
  deployment = await createDeployment();
  auth = createAuth({
    databaseUrl: deployment.databaseUrl,
    secret: deployment.secret,
    policy: { mailsPerAddress: null },
  });
});
afterEach(async () => {
  await auth.close();
  await deployment.close();
});

/** Something that the database makes others wait for, until it is let go. */
async function lock(what: RawBuilder<unknown>) {
  const holding = await auth.db.startTransaction().execute();
  const { rows } = await sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`.execute(holding);
  await what.execute(holding);
  const waiting = sql`FROM pg_stat_activity WHERE ${rows[0]?.pid} = ANY(pg_blocking_pids(pid))`;
  return {
    reached: () =>
      until(async () => (await sql`SELECT ${waiting}`.execute(auth.db)).rows.length > 0),
    /** Nobody gets on with what they waited for here. */
    async drop() {
      await sql`SELECT pg_terminate_backend(pid) ${waiting}`.execute(auth.db);
      await holding.rollback().execute();
    },
    letGo: () => holding.rollback().execute(),
  };
}

/** A provider as the rounds see it. */
interface Post {
  /** What the worker is told of it. */
  env: Record<string, string>;
  /** What it does to a mail instead of taking it. */
  holds: Map<string, Hold>;
  /** Whether a mail has got so far. */
  hasGot(mail: QueuedMail, hold: Hold["hold"]): boolean;
  copiesOf(mail: QueuedMail): number;
}

interface QueuedMail {
  id: string;
  email: string;
  /** Whether its time was over when its worker was dead, and it hadn't been taken by then. */
  over: boolean;
}

async function queue(email: string, db = auth.db): Promise<QueuedMail> {
  const client = { ip: null, userAgent: null, place: null, locale: null };
  const request = { email, collection: "users", phrase: false, next: null, client };
  const { otpId } = await requestEmailOtp({ ...auth, db }, request);
  const { id } = await db
    .selectFrom("mails")
    .select("id")
    .where("token_id", "=", otpId)
    .executeTakeFirstOrThrow();
  return { id, email, over: false };
}

/**
 * Queues a mail that nobody gets to look for an account for: the lock is there before the mail is. It
 * can't be there first, since a foreign key has the request touch that table too.
 */
async function queueWithoutAccounts(email: string) {
  const asking = await auth.db.startTransaction().execute();
  const mail = await queue(email, asking);
  const held = await lock(sql`LOCK TABLE users IN ACCESS EXCLUSIVE MODE`);
  await asking.commit().execute();
  return { mail, held };
}

/** Queues a mail and kills the worker at a step with it. */
async function killAt(step: Step, worker: RunningProcess, post: Post): Promise<QueuedMail> {
  const email = `${randomUUID()}@example.com`;
  const proceed = Promise.withResolvers<void>();
  const rowOf = (mail: QueuedMail) => sql`SELECT FROM mails WHERE id = ${mail.id} FOR UPDATE`;
  const jobOf = (mail: QueuedMail) =>
    sql`SELECT FROM graphile_worker._private_jobs WHERE key = ${mail.id} FOR UPDATE`;

  switch (step) {
    case "looking for the account": {
      const { mail, held } = await queueWithoutAccounts(email);
      await held.reached();
      await worker.kill();
      await held.drop();
      return mail;
    }
    case "looking whether the address is mailed": {
      const held = await lock(sql`LOCK TABLE suppressed_addresses IN ACCESS EXCLUSIVE MODE`);
      const mail = await queue(email);
      await held.reached();
      await worker.kill();
      await held.drop();
      return mail;
    }
    case "keeping what it says": {
      const held = await lock(sql`LOCK TABLE suppressed_addresses IN ACCESS EXCLUSIVE MODE`);
      const mail = await queue(email);
      await held.reached();
      const row = await lock(rowOf(mail));
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
      const mail = await queue(email);
      await until(() => post.hasGot(mail, hold));
      await worker.kill();
      post.holds.delete(email);
      return mail;
    }
    case "noting that it is taken":
    case "noting that the job is done": {
      post.holds.set(email, { hold: "after", until: proceed.promise });
      const mail = await queue(email);
      await until(() => post.hasGot(mail, "after"));
      const held = await lock(step === "noting that it is taken" ? rowOf(mail) : jobOf(mail));
      proceed.resolve();
      await held.reached();
      await worker.kill();
      await held.drop();
      post.holds.delete(email);
      return mail;
    }
    case "anything": {
      const mail = await queue(email);
      await sleep(randomInt(80));
      await worker.kill();
      return mail;
    }
  }
}

/** Takes a mail's time away. */
async function end({ id }: QueuedMail): Promise<void> {
  const earlier = (column: string) => sql`${sql.ref(column)} - interval '1 hour'`;
  await sql`UPDATE tokens SET
    code_expires_at = ${earlier("code_expires_at")}, token_expires_at = ${earlier("token_expires_at")}
    WHERE id = (SELECT token_id FROM mails WHERE id = ${id})`.execute(auth.db);
}

const isDecided = async ({ id }: QueuedMail) => {
  const { state } = await auth.db
    .selectFrom("mails")
    .select("state")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return !["queued", "sending"].includes(state);
};

/** Rounds of kills, each at the next step; every fourth mail is over before the next worker is there. */
async function kill(rounds: number, steps: readonly Step[], post: Post): Promise<QueuedMail[]> {
  const mails: QueuedMail[] = [];
  let worker = await deployment.startWorker(post.env);
  for (let round = 0; round < rounds; round++) {
    const mail = await killAt(steps[round % steps.length] ?? "anything", worker, post);
    if (round % 4 === 3) {
      mail.over = post.copiesOf(mail) === 0;
      await end(mail);
    }
    mails.push(mail);
    worker = await deployment.startWorker(post.env);
    await until(() => isDecided(mail), 30_000);
  }
  await worker.stop();
  return mails;
}

describe("a worker that is killed at every step", () => {
  it(
    "has Resend take each mail once, and none that is over",
    async () => {
      const resend = await startResendServer();
      const holds: Post["holds"] = new Map();
      resend.mood = (_key, to) => holds.get(to) ?? null;
      const post: Post = {
        env: {
          RESEND_API_KEY: resend.apiKey,
          RESEND_BASE_URL: resend.url,
          EMAIL_FROM: "Watchword <sign-in@watchword.example>",
        },
        holds,
        hasGot: ({ id }, hold) =>
          hold === "after"
            ? resend.accepted.has(id)
            : resend.requests.some(({ key }) => key === id),
        copiesOf: ({ id }) => Number(resend.accepted.has(id)),
      };
      const mails = await kill(Math.floor(ROUNDS * 0.8), STEPS, post);
      for (const mail of mails) {
        expect(post.copiesOf(mail)).toBe(mail.over ? 0 : 1);
        const bodies = resend.requests.filter(({ key }) => key === mail.id).map(({ body }) => body);
        expect(new Set(bodies).size, "the same mail on every try").toBeLessThan(2);
      }
      expect(resend.accepted.size).toBe(mails.filter(({ over }) => !over).length);
      await resend.close();
    },
    ROUNDS * 20_000,
  );

  it(
    "has an SMTP server take each mail, once more at most, and none that is over",
    async () => {
      const smtp = await startSmtpServer();
      const begun = new Set<string>();
      const holds: Post["holds"] = new Map();
      smtp.mood = (to) => {
        begun.add(to);
        return holds.get(to) ?? null;
      };
      const copiesOf: Post["copiesOf"] = ({ email }) =>
        smtp.received.filter(({ to }) => to === email).length;
      const post: Post = {
        env: { SMTP_URL: smtp.url, EMAIL_FROM: "Watchword <sign-in@watchword.example>" },
        holds,
        hasGot: (mail, hold) => (hold === "after" ? copiesOf(mail) > 0 : begun.has(mail.email)),
        copiesOf,
      };
      const steps = ["being told that it is taken", "noting that it is taken"] as const;
      const mails = await kill(Math.ceil(ROUNDS * 0.2), ROUNDS > 10 ? STEPS : steps, post);
      for (const mail of mails) {
        const copies = copiesOf(mail);
        if (mail.over) expect(copies).toBe(0);
        else expect([1, 2]).toContain(copies);
        const raws = smtp.received.filter(({ to }) => to === mail.email).map(({ raw }) => raw);
        expect(new Set(raws).size, "the same message on every try").toBeLessThan(2);
      }
      await smtp.close();
    },
    ROUNDS * 20_000,
  );
});
