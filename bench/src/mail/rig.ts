import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Auth, createAuth } from "@watchword/auth";
import { requestEmailOtp } from "@watchword/auth/email-otp";
import { migrate } from "@watchword/auth/migrate";
import { type ResendServer, startResendServer } from "@watchword/emails/testing";
import { type Restartable, workerProcess } from "../../faults/processes.ts";
import type { Cluster } from "../cluster.ts";

export type ProviderName = "resend" | "mailbox";

/** A database of its own, who asks for mail in it, and workers that send it. */
export interface MailRig {
  auth: Auth;
  databaseUrl: string;
  resend: ResendServer;
  startWorker(provider: ProviderName, databaseUrl?: string): Promise<Restartable>;
  /** Asks for a code as the procedure does. */
  request(email: string): Promise<void>;
  /** Waits until it is decided what becomes of every mail of these kinds. */
  drained(kinds: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** How long the provider on loopback takes for a mail. */
const ANSWERS_IN_MS = 50;

const client = { ip: null, userAgent: null, place: null, locale: null };

export async function startMailRig(cluster: Cluster): Promise<MailRig> {
  const databaseUrl = await cluster.database(`mail_${randomUUID().slice(0, 8)}`);
  await migrate(databaseUrl);
  const secret = randomUUID() + randomUUID();
  const policy = { mailsPerAddress: null, perClient: null };
  const auth = createAuth({ database: databaseUrl, secret, policy });
  const resend = await startResendServer();
  resend.mood = () => ({ silentMs: ANSWERS_IN_MS });
  const mailbox = await mkdtemp(path.join(tmpdir(), "watchword-bench-mailbox-"));
  const workers: Restartable[] = [];
  const providers = {
    resend: {
      EMAIL_FROM: "Watchword <sign-in@watchword.example>",
      RESEND_API_KEY: resend.apiKey,
      RESEND_BASE_URL: resend.url,
    },
    mailbox: { MAILBOX_DIR: mailbox },
  };

  return {
    auth,
    databaseUrl,
    resend,
    async startWorker(provider, url = databaseUrl) {
      const worker = workerProcess({
        NODE_ENV: "production",
        DATABASE_URL: url,
        WATCHWORD_SECRET: secret,
        PUBLIC_URL: "http://localhost:3000",
        ...providers[provider],
      });
      workers.push(worker);
      await worker.start();
      return worker;
    },
    async request(email) {
      await requestEmailOtp(auth, { email, collection: "users", phrase: true, next: null, client });
    },
    async drained(kinds) {
      const waiting = auth.db
        .selectFrom("mails")
        .select("id")
        .where("state", "in", ["queued", "sending"])
        .where("kind", "in", kinds)
        .limit(1);
      while (await waiting.executeTakeFirst()) await sleep(50);
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.stop()));
      await auth.close();
      await resend.close();
      await rm(mailbox, { recursive: true });
    },
  };
}
