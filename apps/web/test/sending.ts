import { type Auth, createAuth } from "@watchword/auth";
import { requestEmailOtp } from "@watchword/auth/email-otp";
import { requestPasswordReset } from "@watchword/auth/password-reset";
import { createPolicy, type PolicyOverrides } from "@watchword/auth/policy";
import { createTestDatabase, passTime } from "@watchword/db/testing";
import { sql } from "kysely";
import type { Config } from "../src/config.ts";
import { defaultBrand } from "@watchword/emails/brand";
import { type RunningWorker, startMailWorker } from "../src/server/mail-worker.ts";

const SECRET = "a secret of more than thirty-two bytes for tests";
const CLIENT = { ip: null, userAgent: null, place: null, locale: null };

/** Mail workers in this process over a database of their own, and who asks for mail. */
export interface Sending {
  auth: Auth;
  databaseUrl: string;
  startWorker(config: Partial<Config>): Promise<RunningWorker>;
  /** Asks for a code; answers the challenge's id. */
  request(email: string): Promise<string>;
  requestReset(email: string): Promise<void>;
  /** The newest mail of a challenge. */
  mailOf(otpId: string): Promise<MailRow>;
  mailById(id: string): Promise<MailRow>;
  /** Has every mail that waits for its next try wait no longer. */
  hurry(): Promise<void>;
  passTime(seconds: number): Promise<void>;
  close(): Promise<void>;
}

export type MailRow = Awaited<ReturnType<typeof readMail>>;

function readMail(auth: Auth, column: "id" | "token_id", value: string) {
  return auth.db
    .selectFrom("mails")
    .selectAll()
    .where(column, "=", value)
    .orderBy("created_at", "desc")
    .executeTakeFirstOrThrow();
}

export async function createSending(policy: PolicyOverrides = {}): Promise<Sending> {
  const database = await createTestDatabase();
  const databaseUrl = database.url;
  const auth = createAuth({ databaseUrl, secret: SECRET, policy });
  const workers = new Set<RunningWorker>();
  const stops: (() => Promise<void>)[] = [];
  const base: Config = {
    databaseUrl,
    secrets: [SECRET],
    publicUrl: "http://localhost:3000",
    policy: createPolicy(policy),
    apps: [],
    emailFrom: "Watchword <sign-in@watchword.example>",
    resend: null,
    resendWebhookSecret: null,
    smtpUrl: null,
    mailboxDir: null,
    mailsPerMinute: null,
    breachedPasswordsUrl: null,
    previewsUrl: null,
  };
  return {
    auth,
    databaseUrl,
    async startWorker(config) {
      const worker = await startMailWorker({ ...base, ...config });
      workers.add(worker);
      const stop = async () => {
        if (workers.delete(worker)) await worker.stop();
      };
      stops.push(stop);
      return { ...worker, stop };
    },
    async request(email) {
      const request = { email, collection: "users", phrase: false, next: null, client: CLIENT };
      return (await requestEmailOtp(auth, request)).otpId;
    },
    requestReset: (email) =>
      requestPasswordReset(auth, { email, collection: "users", client: CLIENT }),
    mailOf: (otpId) => readMail(auth, "token_id", otpId),
    mailById: (id) => readMail(auth, "id", id),
    async hurry() {
      await sql`
        UPDATE graphile_worker._private_jobs SET run_at = now() WHERE run_at > now() AND key IS NOT NULL`.execute(
        auth.db,
      );
    brand: defaultBrand,
    },
    passTime: (seconds) => passTime(auth.db, seconds),
    async close() {
      await Promise.all(stops.map((stop) => stop()));
      await auth.close();
      await database.drop();
    },
  };
}
