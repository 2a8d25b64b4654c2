import { type Auth, createAuth } from "@watchword/auth";
import { requestEmailOtp } from "@watchword/auth/email-otp";
import { requestPasswordReset } from "@watchword/auth/password-reset";
import { createPolicy, type PolicyOverrides } from "@watchword/auth/policy";
import { queueNotices } from "@watchword/auth/testing";
import { createTestDatabase, passTime } from "@watchword/db/testing";
import type { Provider } from "@watchword/emails/transport";
import { sql } from "kysely";
import { type Config, configOf } from "../src/environment/config.ts";
import { parseEnv } from "../src/environment/env.ts";
import { openProvider } from "../src/mail/mail-provider.ts";
import { type RunningWorker, startMailWorker } from "../src/server/mail-worker.ts";
import { connectOwner } from "./owner.ts";
import { until } from "./processes.ts";

const SECRET = "a secret of more than thirty-two bytes for tests";
const CLIENT = { ip: null, userAgent: null, place: null, locale: null };

/** Mail workers in this process over a database of their own, and who asks for mail. */
export interface Sending {
  auth: Auth;
  databaseUrl: string;
  /** What workers start with, but for their provider. */
  config: Config;
  startWorker(config: Partial<Config>): Promise<RunningWorker & Pick<Provider, "check">>;
  /** Asks for a code; answers the challenge's id. */
  request(email: string): Promise<string>;
  requestReset(email: string): Promise<void>;
  /** Notices of new sign-ins, put into the queue at once; answers their mails' ids. */
  queueNotices(count: number): Promise<string[]>;
  /** The newest mail of a challenge. */
  mailOf(otpId: string): Promise<MailRow>;
  mailById(id: string): Promise<MailRow>;
  /** Waits until it is decided what becomes of the newest mail; no try waits for its time. */
  settled(otpId: string): Promise<MailRow>;
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
  const auth = createAuth({ database: databaseUrl, secret: SECRET, policy });
  const workers = new Set<RunningWorker>();
  const stops: (() => Promise<void>)[] = [];
  const env = parseEnv({ EMAIL_FROM: "Watchword <sign-in@watchword.example>" });
  const base: Config = {
    ...configOf(env, { databaseUrl, secrets: [SECRET] }),
    policy: createPolicy(policy),
    mailboxDir: null,
  };
  async function hurry(): Promise<void> {
    await sql`
      UPDATE mails SET run_at = now() WHERE run_at > now() AND state = 'queued'`.execute(auth.db);
  }

  return {
    auth,
    databaseUrl,
    config: base,
    async startWorker(config) {
      const whole = { ...base, ...config };
      const provider = openProvider(whole);
      const worker = await startMailWorker(whole, provider);
      workers.add(worker);
      const stop = async () => {
        if (workers.delete(worker)) await worker.stop();
      };
      stops.push(stop);
      return { ...worker, check: provider.check, stop };
    },
    async request(email) {
      const request = { email, collection: "users", phrase: false, next: null, client: CLIENT };
      return (await requestEmailOtp(auth, request)).otpId;
    },
    async requestReset(email) {
      await requestPasswordReset(auth, { email, collection: "users", client: CLIENT });
    },
    async queueNotices(count) {
      const owner = connectOwner(databaseUrl);
      const ids = await queueNotices({ ...auth, db: owner }, count);
      await owner.destroy();
      return ids;
    },
    mailOf: (otpId) => readMail(auth, "token_id", otpId),
    mailById: (id) => readMail(auth, "id", id),
    hurry,
    async settled(otpId) {
      await until(async () => {
        await hurry();
        return !["queued", "sending"].includes((await readMail(auth, "token_id", otpId)).state);
      });
      return readMail(auth, "token_id", otpId);
    },
    passTime: (seconds) => passTime(auth.db, seconds),
    async close() {
      await Promise.all(stops.map((stop) => stop()));
      await auth.close();
      await database.drop();
    },
  };
}
