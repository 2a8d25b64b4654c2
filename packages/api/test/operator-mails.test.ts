import { recordMailEvent } from "@watchword/auth/delivery";
import { noteSent, settleMail } from "@watchword/mailer/testing";
import { timeOf } from "@watchword/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askAsOperator, startForOperator } from "./as-operator.ts";
import { type Api, OPERATOR } from "./caller.ts";

let api: Api;
let operator: { authorization: string };
beforeAll(async () => {
  ({ api, operator } = await startForOperator());
});
afterAll(() => api.end());

const ask = <Name extends string>(path: Name, input: object = {}) =>
  askAsOperator(api, operator, path, input);

const mailOf = (otpId: string) =>
  api.auth.db
    .selectFrom("mails")
    .selectAll()
    .where("token_id", "=", otpId)
    .executeTakeFirstOrThrow();

describe("an address's timeline", () => {
  it("shows the request, what became of the mail, each attempt, and the sign-in, under one token", async () => {
    const email = "ada@example.com";
    const { otpId } = (await api.post("emailOtp.request", { email })).body.result.data;
    const { code } = await api.readMail(otpId);
    const { id } = await mailOf(otpId);
    await noteSent(api.auth, id, { provider: "resend", providerId: "re_1" });
    await recordMailEvent(api.auth, {
      provider: "resend",
      providerId: "re_1",
      mailId: id,
      to: email,
      state: "delivered",
      hard: false,
      at: await timeOf(api.auth.db),
    });
    const wrong = String((Number(code) + 1) % 1e6).padStart(6, "0");
    await api.post("emailOtp.signIn", { otpId, code: wrong });
    await api.post("emailOtp.signIn", { otpId, code, transport: "token" });

    const view = await ask("address", { email: " ADA@example.com " });
    expect(view.timeline.map((at) => [at.event, at.outcome, at.reason]).toReversed()).toEqual([
      ["mail.queued", "granted", null],
      ["email-otp.request", "granted", null],
      ["mail.sent", "granted", null],
      ["mail.delivered", "granted", null],
      ["email-otp.sign-in", "refused", "INVALID_TOKEN"],
      ["email-otp.sign-in", "granted", null],
    ]);
    expect(view.timeline.every(({ tokenId }) => tokenId === otpId)).toBe(true);
    expect(view).toMatchObject({
      email,
      collection: "users",
      user: { email, emailVerified: true, disabledAt: null },
      sessions: [{ current: false }],
      suppressions: [],
      budget: { spent: 1, limit: 20 },
      next: null,
    });
  });

  it("exists for an address without an account, and shows a reset that nobody got", async () => {
    const email = "nobody@example.com";
    await api.post("passwordReset.request", { email });
    const { token_id, id } = await api.auth.db
      .selectFrom("mails")
      .selectAll()
      .where("kind", "=", "password-reset")
      .executeTakeFirstOrThrow();
    await settleMail(api.auth, id, { state: "skipped" });
    const view = await ask("address", { email });
    expect(view.user).toBeNull();
    expect(view.timeline.map(({ event }) => event)).toEqual([
      "mail.skipped",
      "password-reset.request",
      "mail.queued",
    ]);
    expect(view.timeline.every(({ tokenId }) => tokenId === token_id)).toBe(true);
  });
});

describe("mails that failed, and addresses that aren't mailed", () => {
  it("are listed; a mail is sent again once", async () => {
    const email = "failed@example.com";
    const { otpId } = (await api.post("emailOtp.request", { email })).body.result.data;
    const { id: mailId } = await mailOf(otpId);
    await settleMail(api.auth, mailId, { state: "failed", reason: "no_sender", tried: true });
    expect(await ask("failedMails")).toMatchObject([
      { id: mailId, to: email, reason: "no_sender", resendable: true },
    ]);
    expect((await ask("overview", { range: "hour" })).queue).toMatchObject({
      failed: 1,
      resendable: 1,
    });
    const again = await ask("resendMail", { mailId });
    expect(again.mailId).not.toBe(mailId);
    const [resent] = (await ask("events", { event: "operator.resend-mail" })).events;
    expect(resent).toMatchObject({ tokenId: otpId, address: "f•••@example.com" });
    const twice = await api.post("operator.resendMail", { mailId }, operator);
    expect(twice.body.error.data.reason).toBe("INVALID_TOKEN");
  });

  it("are counted separately once they can't be sent again", async () => {
    const email = "too-late@example.com";
    const { otpId } = (await api.post("emailOtp.request", { email })).body.result.data;
    const { code } = await api.readMail(otpId);
    const { id } = await mailOf(otpId);
    await settleMail(api.auth, id, { state: "failed", reason: "no_sender", tried: true });
    await api.post("emailOtp.signIn", { otpId, code, transport: "token" });
    expect((await ask("overview", { range: "hour" })).queue).toMatchObject({
      failed: 1,
      resendable: 0,
    });
  });

  it("can be released, for one reason or for all", async () => {
    const email = "bounces@example.com";
    const bounce = async (state: "bounced" | "complained", mailId: string) =>
      recordMailEvent(api.auth, {
        provider: "resend",
        providerId: mailId,
        mailId,
        to: email,
        state,
        hard: true,
        at: await timeOf(api.auth.db),
      });
    const { otpId } = (await api.post("emailOtp.request", { email })).body.result.data;
    const { id } = await mailOf(otpId);
    await bounce("bounced", id);
    await bounce("complained", id);
    expect((await ask("suppressed")).map(({ reason }) => reason).toSorted()).toEqual([
      "bounce",
      "complaint",
    ]);
    expect((await ask("overview", { range: "day" })).suppressed).toBe(2);
    expect(await ask("release", { email, reason: "bounce" })).toEqual({ released: true });
    expect((await ask("address", { email })).suppressions).toMatchObject([{ reason: "complaint" }]);
    expect(await ask("release", { email })).toEqual({ released: true });
    expect(await ask("release", { email })).toEqual({ released: false });
    const [released] = (await ask("events", { event: "operator.release", email })).events;
    expect(released).toMatchObject({ actor: { email: OPERATOR }, address: "b•••@example.com" });
  });
});
