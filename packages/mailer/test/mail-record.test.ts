import { cleanUp } from "@watchword/auth/clean-up";
import { recordMailEvent } from "@watchword/auth/delivery";
import { changePassword } from "@watchword/auth/password";
import { type Product, startProduct } from "@watchword/auth/testing/product";
import type { MailEvent } from "@watchword/db/mail-event";
import { timeOf } from "@watchword/db/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { putBack } from "../src/settle.ts";
import { noteSent, settleMail } from "../src/testing/testing.ts";
import { claimMail } from "./claim-mail.ts";

let product: Product;
beforeAll(async () => {
  product = await startProduct({ policy: { mailsPerAddress: { burst: 2, refillSeconds: 600 } } });
});
afterAll(() => product.close());

/** A mail that was asked for, and what is written down of its way. */
async function askedMail(email: string) {
  const { otpId } = await product.request(email);
  const { id } = await product.auth.db
    .selectFrom("mails")
    .select("id")
    .where("token_id", "=", otpId)
    .executeTakeFirstOrThrow();
  const told = async (state: MailEvent["state"]) =>
    recordMailEvent(product.auth, {
      provider: "resend",
      providerId: id,
      mailId: id,
      to: email,
      state,
      hard: true,
      at: await timeOf(product.auth.db),
    });
  const story = async () => {
    const rows = await product.auth.db
      .selectFrom("audit_events")
      .selectAll()
      .where("token_id", "=", otpId)
      .orderBy("at")
      .execute();
    return rows.map(({ event, outcome, reason }) => [event, outcome, reason].join(" ").trim());
  };
  return { id, told, story };
}

const RESEND = { provider: "resend", providerId: null };

it("each step of a mail is recorded once", async () => {
  const { id, told, story } = await askedMail("ada@example.com");
  await claimMail(product.auth, id);
  await noteSent(product.auth, id, RESEND);
  await noteSent(product.auth, id, RESEND);
  await told("delayed");
  await told("delivered");
  await told("delivered");
  await told("delayed");
  await told("complained");
  expect(await story()).toEqual([
    "mail.queued granted",
    "mail.sent granted",
    "mail.delayed failed",
    "mail.delivered granted",
    "mail.complained failed",
  ]);
});

it("the record of a bounce says whether the mailbox exists", async () => {
  const { id, told, story } = await askedMail("gone@example.com");
  await noteSent(product.auth, id, RESEND);
  await told("bounced");
  expect((await story()).at(-1)).toBe("mail.bounced failed hard");
});

it.each([
  [{ state: "skipped" } as const, "mail.skipped refused"],
  [{ state: "failed", reason: "no_sender" } as const, "mail.failed failed no_sender"],
  [
    { state: "bounced", reason: "suppressed: bounce" } as const,
    "mail.bounced failed suppressed: bounce",
  ],
])("the record of a mail that isn't sent says why: %j", async (verdict, written) => {
  const { id, story } = await askedMail(`${verdict.state}@example.com`);
  await settleMail(product.auth, id, verdict);
  await settleMail(product.auth, id, { state: "skipped" });
  expect(await story()).toEqual(["mail.queued granted", written]);
});

it("a mail whose mailbox was sent enough is recorded as never queued", async () => {
  for (let asked = 0; asked < 2; asked++) await askedMail("full@example.com");
  const { story } = await askedMail("full@example.com");
  expect(await story()).toEqual(["mail.capped refused"]);
});

it("a mail that is out of date is recorded as expired, whether its mailer, a pause or the clean-up finds it", async () => {
  const [taken, paused, swept] = [
    await askedMail("taken@example.com"),
    await askedMail("paused@example.com"),
    await askedMail("swept@example.com"),
  ];
  const held = await claimMail(product.auth, paused.id);
  if (!held) throw new Error("The mail can't be claimed.");
  const pause = { pauseMs: 86_400_000, reason: "503" };
  expect(await putBack(product.auth, held, pause)).toBe("expired");
  expect(await paused.story()).toEqual(["mail.queued granted", "mail.expired failed 503"]);
  await product.passTime(3600);
  expect(await claimMail(product.auth, taken.id)).toBeNull();
  await cleanUp(product.auth);
  for (const { story } of [taken, swept]) {
    expect(await story()).toEqual(["mail.queued granted", "mail.expired failed"]);
  }
});

it("a notice is recorded under its account", async () => {
  const ada = await product.signIn("notices@example.com");
  const change = { newPassword: "seven lamps by the sea", currentPassword: null };
  await changePassword(product.auth, ada, change, ada.start);
  const rows = await product.auth.db
    .selectFrom("audit_events")
    .selectAll()
    .where("user_id", "=", ada.user.id)
    .execute();
  expect(rows.map(({ event }) => event)).toEqual(["mail.queued"]);
});
