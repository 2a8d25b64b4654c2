import { createTestDatabase, passTime } from "@watchword/db/testing";
import type { ChallengeMail } from "@watchword/db/mail-queue";
import { type Auth, type AuthOptions, createAuth } from "../src/auth.ts";
import { requestEmailOtp } from "../src/email-otp/email-otp.ts";
import { resolveMail } from "../src/resolve-mail.ts";
import type { SessionStart } from "../src/session/start.ts";

export const SECRET = "a secret of more than thirty-two bytes, for tests";
const PUBLIC_URL = "https://watchword.test";
export const LAPTOP = {
  ip: "198.51.100.7",
  userAgent: "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Gecko/20100101 Firefox/145.0",
  place: null,
};
export const ANEW: SessionStart = { client: LAPTOP, previousSecret: null };

/** Watchword over a database of its own, and what a person does with it. */
export interface Product {
  auth: Auth;
  databaseUrl: string;
  /** Asks for a code as a page does. */
  request(email?: string): ReturnType<typeof requestEmailOtp>;
  /** The newest mail of a challenge, as it would leave now; null where none would. */
  readMail(otpId: string): Promise<ChallengeMail | null>;
  /** A challenge with the secrets of its mail. */
  requestAndRead(email?: string): Promise<{ otpId: string; code: string; token: string }>;
  passTime(seconds: number): Promise<void>;
  close(): Promise<void>;
}

export async function startProduct(options: Partial<AuthOptions> = {}): Promise<Product> {
  const database = await createTestDatabase();
  const auth = createAuth({ databaseUrl: database.url, secret: SECRET, ...options });

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

  return {
    auth,
    databaseUrl: database.url,
    request,
    readMail,
    async requestAndRead(email) {
      const { otpId } = await request(email);
      const mail = await readMail(otpId);
      if (!mail?.code) throw new Error("The mail carries no code.");
      return { otpId, code: mail.code.digits, token: tokenOf(mail) };
    },
    passTime: (seconds) => passTime(auth.db, seconds),
    async close() {
      await auth.close();
      await database.drop();
    },
  };
}

export function tokenOf(mail: ChallengeMail): string {
  return mail.link.url.split("/").at(-1) ?? "";
}

/** A code of the same length that isn't this one. */
export function wrongCode(code: string, step = 1): string {
  return String((Number(code) + step) % 10 ** code.length).padStart(code.length, "0");
}
