import { timeOf } from "@watchword/db/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { CaptchaAttempt, CaptchaVerdict } from "../src/captcha.ts";
import { appRouter } from "../src/router.ts";
import { type Answer, type Api, startApi } from "./caller.ts";
import { described } from "./openapi-calls.ts";

const OPEN = [
  ["emailOtp.request", { email: "ada@example.com" }],
  ["password.signUp", { email: "ada@example.com" }],
  ["password.signIn", { email: "ada@example.com", password: "seven lamps over the harbour" }],
  ["passwordReset.request", { email: "ada@example.com" }],
] as const;

/** Forty wrong guesses a day at six digits, two hundred at seven. */
const policy = { guessBudget: { expectedGuessedPerDay: 0.00008 } };

let api: Api;
let always: Api;
let attempts: CaptchaAttempt[];
let verdict: CaptchaVerdict | null;
beforeAll(async () => {
  const captcha = async (attempt: CaptchaAttempt) => {
    attempts.push(attempt);
    if (verdict !== null) return verdict;
    return attempt.response === null
      ? "required"
      : attempt.response === "I am"
        ? "passed"
        : "invalid";
  };
  api = await startApi({ policy, captcha });
  always = await startApi({ policy: { captcha: "always" }, captcha });
});
beforeEach(async () => {
  attempts = [];
  verdict = null;
  await api.auth.db.deleteFrom("spent_guesses").execute();
  await api.auth.db.deleteFrom("mails").execute();
});
afterAll(() => Promise.all([api.close(), always.close()]));

async function failGuesses(count: number, digits: number) {
  const budget = Buffer.from(`code-length:${digits}`);
  const at = await timeOf(api.auth.db);
  const values = Array.from({ length: count }, (_, slot) => ({ budget, slot, at }));
  return api.auth.db.insertInto("spent_guesses").values(values).execute();
}

const withAnswer = (answer: string) => ({ "x-captcha-response": answer });
const refusalOf = ({ body }: Answer) => body.error?.data;
const countMails = async () =>
  (await api.auth.db.selectFrom("mails").select("id").execute()).length;

describe("a captcha", () => {
  it("is for calls that anybody may make and that mail something or judge a password", () => {
    const procedures = appRouter._def.procedures as unknown as Record<
      string,
      { _def: { meta: { captcha?: true } } }
    >;
    const asking = Object.keys(procedures).filter((path) => procedures[path]?._def.meta.captcha);
    expect(asking.toSorted()).toEqual(OPEN.map(([path]) => path).toSorted());
  });

  it("isn't required until half of a code length's budget is spent", async () => {
    await failGuesses(19, 6);
    await failGuesses(99, 7);
    for (const [path, input] of OPEN)
      expect(refusalOf(await api.post(path, input))?.fields).toBeUndefined();
    expect(attempts).toEqual([]);
  });

  it.each([
    [20, 6],
    [100, 7],
  ])("is required once %i guesses at codes of %i digits have failed", async (count, digits) => {
    await failGuesses(count, digits);
    for (const [path, input] of OPEN) {
      const answer = await api.post(path, input);
      expect(answer.status).toBe(403);
      expect(refusalOf(answer)).toMatchObject({
        reason: "FORBIDDEN",
        fields: { captcha: "required" },
      });
    }
    expect(await countMails()).toBe(0);
    await api.auth.db.deleteFrom("spent_guesses").where("slot", "=", 1).execute();
    expect((await api.post(...OPEN[0])).status).toBe(200);
  });

  it("that is wrong does nothing, and one that is right lets the call through", async () => {
    await failGuesses(20, 6);
    const wrong = await api.post("emailOtp.request", OPEN[0][1], withAnswer("robot"));
    expect(refusalOf(wrong)).toMatchObject({ reason: "FORBIDDEN", fields: { captcha: "invalid" } });
    expect(await countMails()).toBe(0);
    const right = await api.post("emailOtp.request", OPEN[0][1], withAnswer("I am"));
    expect(right.body.result.data.codeLength).toBe(7);
    const refused = await api.post(...OPEN[2], withAnswer("I am"));
    expect(refusalOf(refused)).toMatchObject({ reason: "INVALID_CREDENTIALS" });
    expect(attempts.at(-1)).toEqual({
      response: "I am",
      action: "password_signIn",
      ip: "198.51.100.7",
    });
  });

  it("that can't be judged keeps nobody out", async () => {
    await failGuesses(20, 6);
    verdict = "unavailable";
    expect((await api.post(...OPEN[0])).status).toBe(200);
  });

  it("isn't required of callers with a code, a link or a session", async () => {
    const { otpId } = (await api.post(...OPEN[0])).body.result.data;
    const { code } = await api.readMail(otpId);
    await failGuesses(20, 6);
    const input = { otpId, code, transport: "token" };
    const { body } = await api.post("emailOtp.signIn", input);
    const headers = { authorization: `Bearer ${body.result.data.token}` };
    expect((await api.post("emailVerification.request", {}, headers)).status).toBe(200);
    expect(attempts).toEqual([]);
  });

  it("is always required if the policy says so", async () => {
    const answer = await always.post(...OPEN[0]);
    expect(refusalOf(answer)).toMatchObject({ fields: { captcha: "required" } });
    expect((await always.post(...OPEN[0], withAnswer("I am"))).status).toBe(200);
  });

  it("that was refused is in the record", async () => {
    await failGuesses(20, 6);
    await api.post("emailOtp.request", { email: "recorded@example.com" });
    const event = await api.auth.db
      .selectFrom("audit_events")
      .select(["event", "outcome", "reason", "address"])
      .orderBy("at", "desc")
      .executeTakeFirstOrThrow();
    expect(event).toEqual({
      event: "email-otp.request",
      outcome: "refused",
      reason: "FORBIDDEN",
      address: "r•••@example.com",
    });
  });

  it("is in the OpenAPI document, and other origins may send it", async () => {
    const { parameters } = described("v1", "emailOtp.request").operation;
    expect(parameters).toMatchObject([{ in: "header", name: "x-captcha-response" }]);
    expect(parameters?.[0]?.description).toContain("emailOtp_request");
    expect(described("v1", "emailOtp.signIn").operation.parameters).toBeUndefined();
    const origin = "http://127.0.0.1:3002";
    const { headers } = await api.send("emailOtp.request", {
      method: "OPTIONS",
      headers: { origin },
    });
    expect(headers.get("access-control-allow-headers")).toContain("x-captcha-response");
  });
});
