import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { needsCaptcha } from "../src/captcha.ts";
import { type Api, startApi } from "./caller.ts";

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
beforeEach(() => api.passTime(1_200));
afterAll(() => api.close());

/** So many calls that just ended so. */
function record(
  count: number,
  { event, reason = null }: { event: string; reason?: string | null },
) {
  const outcome = reason === null ? ("granted" as const) : ("refused" as const);
  const values = Array.from({ length: count }, () => ({ event, outcome, reason }));
  return api.auth.db.insertInto("audit_events").values(values).execute();
}

/** Whether a captcha is asked for now. */
async function isAsked(): Promise<boolean> {
  return needsCaptcha({ auth: api.auth, captcha: async () => "required" });
}

describe("a captcha", () => {
  it("is required at a high rate of refused guesses, whatever the budgets say, for ten minutes", async () => {
    await record(59, { event: "password.sign-in", reason: "INVALID_CREDENTIALS" });
    expect(await isAsked()).toBe(false);
    await record(1, { event: "email-otp.sign-in", reason: "TOO_MANY_ATTEMPTS" });
    expect(await isAsked()).toBe(true);
    await api.passTime(301);
    expect(await isAsked()).toBe(true);
    await api.passTime(300);
    expect(await isAsked()).toBe(false);
  });

  it("isn't required if far more guesses are right, or if calls were refused for other reasons", async () => {
    await record(100, { event: "email-otp.sign-in", reason: "INVALID_TOKEN" });
    await record(200, { event: "email-otp.sign-in" });
    await record(100, { event: "email-otp.sign-in", reason: "EXPIRED_TOKEN" });
    await record(100, { event: "session.revoke", reason: "FORBIDDEN" });
    expect(await isAsked()).toBe(false);
  });

  it("is required at a high rate of requested mails that nobody uses", async () => {
    await record(99, { event: "email-otp.request" });
    expect(await isAsked()).toBe(false);
    await record(25, { event: "email-otp.sign-in-with-link" });
    await record(1, { event: "password-reset.request" });
    expect(await isAsked()).toBe(false);
    await record(1, { event: "password.sign-up" });
    expect(await isAsked()).toBe(true);
    await api.passTime(601);
    expect(await isAsked()).toBe(false);
  });

  it("stays required while the rate stays high", async () => {
    for (let time = 0; time < 4; time++) {
      await record(60, { event: "password.sign-in", reason: "INVALID_CREDENTIALS" });
      expect(await isAsked()).toBe(true);
      await api.passTime(360);
    }
    await api.passTime(600);
    expect(await isAsked()).toBe(false);
  });
});
