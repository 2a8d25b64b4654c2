import { createTestDatabase, passTime } from "@watchword/db/testing";
import type { ChallengeMail, Mail, MailKind } from "@watchword/db/mail-queue";
import { createDatabase, createPool } from "@watchword/db/pool";
import type { Database } from "@watchword/db/schema";
import type { Kysely } from "kysely";
import { type Auth, type AuthOptions, createAuth } from "../src/auth.ts";
import type { Client } from "../src/client.ts";
import { requestEmailOtp, signInWithEmailOtp } from "../src/flows/email-otp/email-otp.ts";
import { resolveMail } from "../src/testing/resolve-mail.ts";
import type { SignedIn } from "../src/session/session.ts";
import type { SessionStart } from "../src/session/start.ts";

export const SECRET = "a secret of more than thirty-two bytes, for tests";
const PUBLIC_URL = "https://watchword.test";
export const LAPTOP: Client = {
  ip: "198.51.100.7",
  userAgent: "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Gecko/20100101 Firefox/145.0",
  place: null,
  locale: null,
};
export const ANEW: SessionStart = { client: LAPTOP, previousSecret: null };

/** Watchword over a database of its own, and what a person does with it. */
export interface Product {
  auth: Auth;
  databaseUrl: string;
  /** As the role that owns the tables, whose statements may take long; closed with the product. */
  owner: Kysely<Database>;
  /** Asks for a code as a page does. */
  request(email?: string): ReturnType<typeof requestEmailOtp>;
  /** The newest mail of a challenge, as it would leave now; null where none would. */
  readMail(otpId: string): Promise<ChallengeMail | null>;
  /** A challenge with the secrets of its mail. */
  requestAndRead(email?: string): Promise<{ otpId: string; code: string; token: string }>;
  /** The newest mail that was queued under a kind, as it would leave now; null where none would. */
  newestMail(kind: MailKind): Promise<Mail | null>;
  /** Somebody signed in by code, in a browser of their own. */
  signIn(email: string): Promise<Visitor>;
  passTime(seconds: number): Promise<void>;
  close(): Promise<void>;
}

/** A session that is used: who they are, and how they come with it. */
export interface Visitor extends SignedIn {
  secret: string;
  start: SessionStart;
}

export async function startProduct(options: Partial<AuthOptions> = {}): Promise<Product> {
  const database = await createTestDatabase();
  // A test asks for more mails than a mailbox is sent; those about that say so.
  const policy = { mailsPerAddress: null, ...options.policy };
  const auth = createAuth({ database: database.url, secret: SECRET, ...options, policy });
  const owner = createDatabase(createPool(database.ownerUrl, { max: 2, statementTimeoutMs: 0 }));

  const request = (email = "ada@example.com") =>
    requestEmailOtp(auth, { email, collection: "users", phrase: true, next: null, client: LAPTOP });

  async function readMail(otpId: string): Promise<ChallengeMail | null> {
    const { id } = await auth.db
      .selectFrom("mails")
      .select("id")
      .where("token_id", "=", otpId)
      .orderBy("created_at", "desc")
      .executeTakeFirstOrThrow();
    return (await resolveMail(auth, PUBLIC_URL, id)) as ChallengeMail | null;
  }

  async function requestAndRead(email?: string) {
    const { otpId } = await request(email);
    const mail = await readMail(otpId);
    if (!mail?.code) throw new Error("The mail carries no code.");
    return { otpId, code: mail.code.digits, token: tokenOf(mail) };
  }

  return {
    auth,
    databaseUrl: database.url,
    owner,
    request,
    readMail,
    requestAndRead,
    async newestMail(kind) {
      const { id } = await auth.db
        .selectFrom("mails")
        .select("id")
        .where("kind", "=", kind)
        .orderBy("created_at", "desc")
        .executeTakeFirstOrThrow();
      return resolveMail(auth, PUBLIC_URL, id);
    },
    async signIn(email) {
      const { otpId, code } = await requestAndRead(email);
      const result = await signInWithEmailOtp(auth, { challenge: otpId, code }, ANEW);
      if (!result.ok) throw new Error(result.reason);
      const { user, session, secret } = result;
      return { user, session, secret, start: { client: LAPTOP, previousSecret: secret } };
    },
    passTime: (seconds) => passTime(auth.db, seconds),
    async close() {
      await Promise.all([auth.close(), owner.destroy()]);
      await database.drop();
    },
  };
}

export function tokenOf(mail: { link: { url: string } }): string {
  return mail.link.url.split("/").at(-1) ?? "";
}

/** A code of the same length that isn't this one. */
export function wrongCode(code: string, step = 1): string {
  return String((Number(code) + step) % 10 ** code.length).padStart(code.length, "0");
}
