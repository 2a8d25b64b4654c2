import { challengeStatus } from "@watchword/auth/challenge";
import { randomUUID } from "node:crypto";
import { cleanUp } from "@watchword/auth/clean-up";
import { listFailedMails, resendMail } from "@watchword/auth/delivery";
import { signInWithEmailOtp } from "@watchword/auth/email-otp";
import { resolveMail } from "@watchword/auth/testing";
import {
  anybody,
  type MailsOnTheirWay,
  startWithMails,
} from "@watchword/auth/testing/mails-on-their-way";
import { ANEW, type Product } from "@watchword/auth/testing/product";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { settleMail } from "../src/testing/testing.ts";

let product: Product;
let mails: MailsOnTheirWay;
beforeAll(async () => {
  ({ product, mails } = await startWithMails());
});
afterAll(() => product.close());

describe("a failed mail", () => {
  const fail = (id: string) =>
    settleMail(product.auth, id, { state: "failed", reason: "smtp: 554 DATA", tried: true });

  it("is listed with its recipient and the reason, and can be sent again once", async () => {
    const { email, otpId, id } = await mails.mailOnItsWay();
    await fail(id);
    const [listed] = await listFailedMails(product.auth);
    expect(listed).toMatchObject({
      id,
      kind: "email-otp",
      to: email,
      reason: "smtp: 554 DATA",
      tries: 1,
      resendable: true,
    });
    const operators = await Promise.all([1, 2, 3].map(() => resendMail(product.auth, id)));
    expect(operators.filter(({ ok }) => ok)).toHaveLength(1);
    const [resent] = operators.filter((result) => result.ok);
    expect(resent?.mailId).not.toBe(id);
    expect(await challengeStatus(product.auth, "email-otp", otpId)).toMatchObject({
      status: { delivery: "queued" },
    });
    expect((await product.readMail(otpId))?.id).toBe(resent?.mailId);
    const [after] = await listFailedMails(product.auth);
    expect(after).toMatchObject({ id, resendable: false });
  });

  it("can't be sent again once its token is used or has expired", async () => {
    const used = await product.requestAndRead(anybody());
    const { id: usedMail } = await mails.newestMail("email-otp");
    await fail(usedMail);
    await signInWithEmailOtp(product.auth, { token: used.token }, ANEW);
    const over = await mails.mailOnItsWay();
    await fail(over.id);
    await product.passTime(1201);
    for (const id of [usedMail, over.id, randomUUID(), "nothing"]) {
      expect(await resendMail(product.auth, id)).toMatchObject({ ok: false });
    }
  });

  it("that is a notice says the same, for a day", async () => {
    const email = anybody();
    const { id } = await mails.notice(email);
    await fail(id);
    const result = await resendMail(product.auth, id);
    if (!result.ok) throw new Error(result.reason);
    const mail = await resolveMail(product.auth, "https://watchword.test", result.mailId);
    expect(mail).toMatchObject({ kind: "password-changed", to: email });

    const { id: old } = await mails.notice();
    await fail(old);
    await product.passTime(86_401);
    expect(await resendMail(product.auth, old)).toMatchObject({ ok: false });
    await cleanUp(product.auth);
    const row = await mails.newestMail("password-changed");
    expect(row.sealed).toBeNull();
  });

  it("isn't a mail that was sent, was skipped or has bounced", async () => {
    const { id } = await mails.mailOnItsWay();
    await settleMail(product.auth, id, { state: "skipped" });
    expect(await resendMail(product.auth, id)).toMatchObject({ ok: false });
  });
});
