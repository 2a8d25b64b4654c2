import type { Locale } from "@watchword/db/locale";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deleteAccount } from "../src/flows/account/account.ts";
import { confirmEmailChange, requestEmailChange } from "../src/flows/email-change/email-change.ts";
import { requestEmailOtp, signInWithEmailOtp } from "../src/flows/email-otp/email-otp.ts";
import { changePassword, signInWithPassword } from "../src/flows/password/password.ts";
import { resolveMail } from "../src/testing/resolve-mail.ts";
import { LAPTOP, type Product, startProduct } from "./product.ts";

const PHONE = { ...LAPTOP, userAgent: "Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile" };
const PASSWORD = "a heron stood in the reeds";

let product: Product;
beforeAll(async () => void (product = await startProduct()));
afterAll(() => product.close());

async function askIn(locale: Locale | null, email: string) {
  const client = { ...LAPTOP, locale };
  const request = { email, collection: "users", phrase: false, next: null, client };
  const { otpId } = await requestEmailOtp(product.auth, request);
  const mail = await product.readMail(otpId);
  if (!mail?.code) throw new Error("The mail carries no code.");
  return { challenge: otpId, code: mail.code.digits, locale: mail.locale };
}

/** Signs in by code from a browser that asks for a language. */
async function signInAs(locale: Locale | null, email: string, device = LAPTOP) {
  const credential = await askIn(null, email);
  const start = { client: { ...device, locale }, previousSecret: null };
  const result = await signInWithEmailOtp(product.auth, credential, start);
  if (!result.ok) throw new Error(result.reason);
  const { user, session, secret } = result;
  return { user, session, start: { ...start, previousSecret: secret } };
}

const noticeLocale = async (kind: "new-sign-in" | "password-changed" | "account-deleted") =>
  (await product.newestMail(kind))?.locale;

describe("a requested mail", () => {
  it("is in the language of the request", async () => {
    expect((await askIn("ja", "ada@example.com")).locale).toBe("ja");
    await signInAs("de", "ada@example.com");
    expect((await askIn("ja", "ada@example.com")).locale).toBe("ja");
  });

  it("is in the account's language if the request names none, and otherwise in English", async () => {
    await signInAs("fr", "bea@example.com");
    expect((await askIn(null, "bea@example.com")).locale).toBe("fr");
    expect((await askIn(null, "nobody@example.com")).locale).toBe("en");
  });
});

describe("a notice", () => {
  it("is in the language of the last sign-in that named one", async () => {
    await signInAs("de", "cleo@example.com");
    const { user, session, start } = await signInAs("ar", "cleo@example.com");
    await signInAs(null, "cleo@example.com");
    const change = { newPassword: PASSWORD, currentPassword: null };
    const asking = { ...start, client: { ...LAPTOP, locale: "es" as const } };
    expect((await changePassword(product.auth, { user, session }, change, asking)).ok).toBe(true);
    expect(await noticeLocale("password-changed")).toBe("ar");

    const credentials = { email: "cleo@example.com", collection: "users", password: PASSWORD };
    const inFrench = { client: { ...LAPTOP, locale: "fr" as const }, previousSecret: null };
    expect((await signInWithPassword(product.auth, credentials, inFrench)).ok).toBe(true);
    expect((await askIn(null, "cleo@example.com")).locale).toBe("fr");
  });

  it("of a new device isn't in that device's language", async () => {
    await signInAs("pt-BR", "dora@example.com");
    await signInAs("ja", "dora@example.com", PHONE);
    expect(await noticeLocale("new-sign-in")).toBe("pt-BR");
  });

  it("is in the language of whoever caused it if none is remembered", async () => {
    await signInAs(null, "eva@example.com");
    await signInAs("es", "eva@example.com", PHONE);
    expect(await noticeLocale("new-sign-in")).toBe("es");
  });

  it("outlives the account whose language it speaks", async () => {
    const { user, session } = await signInAs("ja", "fay@example.com");
    const asking = { ...LAPTOP, locale: "de" as const };
    expect((await deleteAccount(product.auth, { user, session }, asking)).ok).toBe(true);
    expect(await noticeLocale("account-deleted")).toBe("ja");
  });

  it("of a changed address is in the account's language at both addresses", async () => {
    const { user, session, start } = await signInAs("fr", "gil@example.com");
    const email = "gil@example.org";
    const asked = await requestEmailChange(product.auth, { user, session }, { email, ...start });
    if (!asked.ok) throw new Error(asked.reason);
    const { otpId } = asked.challenge;
    const mail = await product.readMail(otpId);
    const credential = { challenge: otpId, code: mail?.code?.digits ?? "" };
    const asking = { ...start, client: { ...LAPTOP, locale: "de" as const } };
    const changed = await confirmEmailChange(product.auth, { user, session }, credential, asking);
    expect(changed.ok).toBe(true);

    const queued = await product.auth.db
      .selectFrom("mails")
      .select("id")
      .where("kind", "=", "email-changed")
      .execute();
    const told = await Promise.all(
      queued.map(({ id }) => resolveMail(product.auth, "https://watchword.test", id)),
    );
    expect(told.map((notice) => [notice?.to, notice?.locale]).toSorted()).toEqual([
      ["gil@example.com", "fr"],
      ["gil@example.org", "fr"],
    ]);
  });
});

it("an account that server code makes gets notices in the language that it is made with", async () => {
  const { userId } = await product.auth.createUser({ email: "hal@example.com", locale: "de" });
  const { locale } = await product.auth.db
    .selectFrom("users")
    .select("locale")
    .where("id", "=", userId)
    .executeTakeFirstOrThrow();
  expect(locale).toBe("de");
});
