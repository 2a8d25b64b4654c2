import { type Auth, createAuth } from "@watchword/auth";
import { startResendServer, startSmtpServer } from "@watchword/emails/testing";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { killAt, type Post, type QueuedMail, type Step, STEPS } from "./killed-worker.ts";
import { connectOwner } from "./owner.ts";
import { createDeployment, type Deployment, until } from "./processes.ts";
import type { RunningProcess } from "./running-process.ts";

/*
 * A worker is killed while it holds a mail, at each step that it takes with one: stopped there by a
 * lock on what the step needs, or by a provider that doesn't answer. WATCHWORD_KILL_ROUNDS has it done
 * more often.
 */
const ROUNDS = Number(process.env.WATCHWORD_KILL_ROUNDS ?? 7);

let deployment: Deployment;
let auth: Auth;
/** Of one connection. */
let asking: Auth;
let owner: ReturnType<typeof connectOwner>;
beforeEach(async () => {
  deployment = await createDeployment();
  const { databaseUrl, secret } = deployment;
  const policy = { mailsPerAddress: null };
  auth = createAuth({ database: databaseUrl, secret, policy });
  asking = createAuth({ database: databaseUrl, secret, policy, poolSize: 1 });
  owner = connectOwner(databaseUrl);
});
afterEach(async () => {
  await Promise.all([auth.close(), asking.close(), owner.destroy()]);
  await deployment.close();
});

/** Takes a mail's time away. */
async function end({ id }: QueuedMail): Promise<void> {
  const earlier = (column: string) => sql`${sql.ref(column)} - interval '1 hour'`;
  await sql`UPDATE tokens SET
    code_expires_at = ${earlier("code_expires_at")}, token_expires_at = ${earlier("token_expires_at")}
    WHERE id = (SELECT token_id FROM mails WHERE id = ${id})`.execute(owner);
}

const isDecided = async ({ id }: QueuedMail) => {
  const { state } = await auth.db
    .selectFrom("mails")
    .select("state")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return !["queued", "sending"].includes(state);
};

/** Throws what went wrong with all that tells why: undecided mails, who waits for whom, and what the worker said. */
async function explain(when: string, worker: RunningProcess, cause: unknown): Promise<never> {
  const mails = await sql`
    SELECT id, state, tries, reason, lease, run_at - now() AS due_in, now() - created_at AS age
    FROM mails WHERE state IN ('queued', 'sending')`.execute(owner);
  const sessions = await sql`
    SELECT pid, state, wait_event, pg_blocking_pids(pid) AS blocked_by, now() - state_change AS since, left(query, 80) AS query
    FROM pg_stat_activity WHERE datname = current_database()`.execute(owner);
  const seen = JSON.stringify({ mails: mails.rows, sessions: sessions.rows }, null, 1);
  throw new Error(`${when}:\n${seen}\n${worker.output()}`, { cause });
}

/** Rounds of kills, each at the next step; every fourth mail is over before the next worker is there. */
async function kill(rounds: number, steps: readonly Step[], post: Post): Promise<QueuedMail[]> {
  const mails: QueuedMail[] = [];
  let worker = await deployment.startWorker(post.env);
  for (let round = 0; round < rounds; round++) {
    const step = steps[round % steps.length] ?? "anything";
    const mail = await killAt(step, worker, { auth, asking, owner, post }).catch((error) =>
      explain(`Round ${round}, ${step}`, worker, error),
    );
    if (round % 4 === 3) {
      mail.over = post.copiesOf(mail) === 0;
      await end(mail);
    }
    mails.push(mail);
    worker = await deployment.startWorker(post.env);
    await until(() => isDecided(mail)).catch((error) =>
      explain(`After round ${round}, ${step}`, worker, error),
    );
  }
  await worker.stop();
  return mails;
}

describe("a worker that is killed at every step", () => {
  it(
    "makes Resend accept each mail once, and none that has expired",
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
    ROUNDS * 60_000,
  );

  it(
    "makes an SMTP server accept each mail, at most once more, and none that has expired",
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
    ROUNDS * 60_000,
  );
});
