import { randomUUID } from "node:crypto";
import { keepRendition, type MailEvent, settleMail, takeMail } from "@watchword/db/mail-delivery";
import type { MailKind } from "@watchword/db/mail-queue";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cleanUp } from "../src/clean-up.ts";
import {
  listFailedMails,
  listSuppressedAddresses,
  openRendition,
  recordMailEvent,
  releaseAddress,
  resendMail,
  sealRendition,
  suppressBounced,
  suppressionOf,
} from "../src/delivery/delivery.ts";
import { emailOtpStatus, signInWithEmailOtp } from "../src/email-otp/email-otp.ts";
import { changePassword, signInWithPassword } from "../src/password/password.ts";
import { resolveMail } from "../src/resolve-mail.ts";
import { ANEW, type Product, startProduct } from "./product.ts";

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

const PASSWORD = "a long and friendly phrase";
const anybody = () => `${randomUUID().slice(0, 8)}@example.com`;

async function newestMail(kind: MailKind) {
  return product.auth.db
    .selectFrom("mails")
    .selectAll()
    .where("kind", "=", kind)
    .orderBy("created_at", "desc")
    .executeTakeFirstOrThrow();
}

const stateOf = async (id: string) =>
  (
    await product.auth.db
      .selectFrom("mails")
      .select("state")
      .where("id", "=", id)
      .executeTakeFirstOrThrow()
  ).state;

/** A sign-in mail on its way, and what Resend might tell of it. */
async function mailOnItsWay(email = anybody()) {
  const { otpId } = await product.request(email);
  const { id } = await newestMail("email-otp");
  const event = (state: MailEvent["state"], more: Partial<MailEvent> = {}): MailEvent => ({
    provider: "resend",
    providerId: `re_${id}`,
    mailId: id,
    to: email,
    state,
    hard: false,
    at: new Date(),
    ...more,
  });
  return { email, otpId, id, event };
}

/** A notice that its owner's change of password has put into the queue. */
async function notice(email = anybody()) {
  const visitor = await product.signIn(email);
  const change = { newPassword: PASSWORD, currentPassword: null };
  await changePassword(product.auth, visitor, change, visitor.start);
  return newestMail("password-changed");
}

function orders<T>(items: T[]): T[][] {
  if (items.length < 2) return [items];
  return items.flatMap((item, index) =>
    orders(items.toSpliced(index, 1)).map((rest) => [item, ...rest]),
  );
}

describe("what a provider tells of a mail", () => {
  it("reaches the status: delivered, bounced, failed; a delay looks sent", async () => {
    for (const [state, delivery] of [
      ["delayed", "sent"],
      ["delivered", "delivered"],
      ["bounced", "bounced"],
      ["complained", "delivered"],
      ["failed", "failed"],
    ] as const) {
      const { otpId, event } = await mailOnItsWay();
      expect(await recordMailEvent(product.auth, event(state))).toBe(true);
      expect(await emailOtpStatus(product.auth, otpId)).toMatchObject({ status: { delivery } });
    }
  });

  it.each(orders(["delayed", "delivered", "bounced"] as const))(
    "ends the same in the order %s, %s, %s, told twice",
    async (...order) => {
      const { id, event } = await mailOnItsWay();
      for (const state of [...order, ...order]) await recordMailEvent(product.auth, event(state));
      expect(await stateOf(id)).toBe("bounced");
      expect(await recordMailEvent(product.auth, event("bounced"))).toBe(false);
    },
  );

  it("is known by the provider's name for the mail alone, and counts for no other provider's", async () => {
    const { id, event } = await mailOnItsWay();
    const byName = event("delivered", { mailId: null });
    expect(await recordMailEvent(product.auth, byName)).toBe(false);
    await product.auth.db
      .updateTable("mails")
      .set({ state: "sent", provider: "resend", provider_id: byName.providerId })
      .where("id", "=", id)
      .execute();
    expect(await recordMailEvent(product.auth, { ...byName, provider: "other" })).toBe(false);
    expect(await recordMailEvent(product.auth, byName)).toBe(true);
  });

  it("that it took a mail which a dead worker left is believed: nobody takes it again", async () => {
    const { id, event } = await mailOnItsWay();
    await takeMail(product.auth.db, id);
    await recordMailEvent(product.auth, event("delivered"));
    expect(await takeMail(product.auth.db, id)).toBeNull();
    expect(await stateOf(id)).toBe("delivered");
  });

  it("about nobody's mail changes nothing", async () => {
    const { event } = await mailOnItsWay();
    const strangers = event("bounced", {
      mailId: randomUUID(),
      providerId: "re_other",
      hard: true,
      to: "other@example.com",
    });
    expect(await recordMailEvent(product.auth, strangers)).toBe(false);
    expect(await recordMailEvent(product.auth, { ...strangers, mailId: "'; --" })).toBe(false);
    expect(await suppressionOf(product.auth, "other@example.com", "email-otp")).toBeNull();
  });
});

describe("an address", () => {
  it("that has no mailbox isn't mailed for a day, whatever the mail", async () => {
    const { email, event } = await mailOnItsWay();
    await recordMailEvent(product.auth, event("bounced", { hard: true, to: email.toUpperCase() }));
    expect(await suppressionOf(product.auth, email, "email-otp")).toBe("bounce");
    expect(await suppressionOf(product.auth, email, "password-changed")).toBe("bounce");
    await product.passTime(86_401);
    expect(await suppressionOf(product.auth, email, "email-otp")).toBeNull();
  });

  it("whose mailbox was full is mailed again", async () => {
    const { email, event } = await mailOnItsWay();
    await recordMailEvent(product.auth, event("bounced"));
    expect(await suppressionOf(product.auth, email, "email-otp")).toBeNull();
  });

  it("that complained gets codes and links, and no notices", async () => {
    const { email, event } = await mailOnItsWay();
    await recordMailEvent(product.auth, event("complained"));
    expect(await suppressionOf(product.auth, email, "email-otp")).toBeNull();
    expect(await suppressionOf(product.auth, email, "new-sign-in")).toBe("complaint");
  });

  it("complains about a mail of ours that is long gone, too", async () => {
    const { event } = await mailOnItsWay();
    const late = event("complained", { mailId: randomUUID(), to: "late@example.com" });
    await recordMailEvent(product.auth, late);
    expect(await suppressionOf(product.auth, "late@example.com", "new-sign-in")).toBe("complaint");
  });

  it("is mailed again once its owner uses a code or a link from it", async () => {
    const { email } = await mailOnItsWay();
    const { otpId, code } = await product.requestAndRead(email);
    await suppressBounced(product.auth, email);
    const door = { challenge: otpId, code: code === "000000" ? "000001" : "000000" };
    await signInWithEmailOtp(product.auth, door, ANEW);
    expect(await suppressionOf(product.auth, email, "email-otp"), "a wrong guess").toBe("bounce");
    await signInWithEmailOtp(product.auth, { challenge: otpId, code }, ANEW);
    expect(await suppressionOf(product.auth, email, "email-otp")).toBeNull();
  });

  it("is mailed again once its owner signs in by password; what complained stays", async () => {
    const email = anybody();
    await notice(email);
    await suppressBounced(product.auth, email);
    const { event } = await mailOnItsWay(email);
    await recordMailEvent(product.auth, event("complained"));
    const input = { email, collection: "users", password: "not the friendly phrase" };
    await signInWithPassword(product.auth, input, ANEW);
    expect(await suppressionOf(product.auth, email, "email-otp")).toBe("bounce");
    await signInWithPassword(product.auth, { ...input, password: PASSWORD }, ANEW);
    expect(await suppressionOf(product.auth, email, "email-otp")).toBeNull();
    expect(await suppressionOf(product.auth, email, "new-sign-in")).toBe("complaint");
  });

  it("is released by an operator, who sees which aren't mailed", async () => {
    const { email, event } = await mailOnItsWay();
    const bounced = event("bounced", { hard: true });
    await recordMailEvent(product.auth, bounced);
    const suppressed = await listSuppressedAddresses(product.auth);
    expect(suppressed).toContainEqual(expect.objectContaining({ email, reason: "bounce" }));
    expect(await releaseAddress(product.auth, ` ${email.toUpperCase()} `)).toBe(true);
    expect(await releaseAddress(product.auth, email)).toBe(false);
    await recordMailEvent(product.auth, bounced);
    expect(
      await suppressionOf(product.auth, email, "email-otp"),
      "the same event again",
    ).toBeNull();
  });
});

describe("a failed mail", () => {
  const fail = (id: string) =>
    settleMail(product.auth.db, id, { state: "failed", reason: "smtp: 554 DATA", tried: true });

  it("is listed with where it was to go and why it didn't, and is sent again once", async () => {
    const { email, otpId, id } = await mailOnItsWay();
    await fail(id);
    const [listed] = await listFailedMails(product.auth, { limit: 1 });
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
    expect(await emailOtpStatus(product.auth, otpId)).toMatchObject({
      status: { delivery: "queued" },
    });
    expect((await product.readMail(otpId))?.id).toBe(resent?.mailId);
    const [after] = await listFailedMails(product.auth, { limit: 1 });
    expect(after).toMatchObject({ id, resendable: false });
  });

  it("isn't sent again once its token is used or over", async () => {
    const used = await product.requestAndRead(anybody());
    const { id: usedMail } = await newestMail("email-otp");
    await fail(usedMail);
    await signInWithEmailOtp(product.auth, { token: used.token }, ANEW);
    const over = await mailOnItsWay();
    await fail(over.id);
    await product.passTime(1201);
    for (const id of [usedMail, over.id, randomUUID(), "nothing"]) {
      expect(await resendMail(product.auth, id)).toMatchObject({ ok: false });
    }
  });

  it("that is a notice says the same, for a day", async () => {
    const email = anybody();
    const { id } = await notice(email);
    await fail(id);
    const result = await resendMail(product.auth, id);
    if (!result.ok) throw new Error(result.reason);
    const mail = await resolveMail(product.auth, "https://watchword.test", result.mailId);
    expect(mail).toMatchObject({ kind: "password-changed", to: email });

    const { id: old } = await notice();
    await fail(old);
    await product.passTime(86_401);
    expect(await resendMail(product.auth, old)).toMatchObject({ ok: false });
    await cleanUp(product.auth);
    const row = await newestMail("password-changed");
    expect(row.sealed).toBeNull();
  });

  it("isn't one that was sent, skipped or has bounced", async () => {
    const { id } = await mailOnItsWay();
    await settleMail(product.auth.db, id, { state: "skipped" });
    expect(await resendMail(product.auth, id)).toMatchObject({ ok: false });
  });
});

describe("clean-up", () => {
  it("lets mails expire that nobody sent in time, and addresses be mailed again", async () => {
    const { id, email } = await mailOnItsWay();
    await takeMail(product.auth.db, id);
    const sealed = sealRendition(product.auth, id, "{}");
    await keepRendition(product.auth.db, id, sealed, null);
    await suppressBounced(product.auth, email);
    await product.passTime(1_300);
    await cleanUp(product.auth);
    expect(await stateOf(id)).toBe("expired");
    const row = await newestMail("email-otp");
    expect(row).toMatchObject({ rendition: null, sealed: null });
    await product.passTime(86_400);
    await cleanUp(product.auth);
    const { rows } = await sql`SELECT FROM suppressed_addresses WHERE email = ${email}`.execute(
      product.auth.db,
    );
    expect(rows).toEqual([]);
  });
});

it("a rendition is sealed to its mail, and isn't what its row has sealed besides", async () => {
  const [id, other] = [randomUUID(), randomUUID()];
  const sealed = sealRendition(product.auth, id, "the words");
  expect(sealed.includes("the words")).toBe(false);
  expect(openRendition(product.auth, id, sealed)).toBe("the words");
  expect(() => openRendition(product.auth, other, sealed)).toThrow("No secret");
  expect(() => openRendition(product.auth, id, product.auth.keys.seal("{}", id))).toThrow(
    "No secret",
  );
});
