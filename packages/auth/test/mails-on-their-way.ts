import { randomUUID } from "node:crypto";
import type { MailEvent } from "@watchword/db/mail-event";
import type { MailKind } from "@watchword/db/mail-queue";
import { timeOf } from "@watchword/db/testing";
import { changePassword } from "../src/flows/password/password.ts";
import { type Product, startProduct } from "./product.ts";

export const PASSWORD = "a long and friendly phrase";
export const anybody = () => `${randomUUID().slice(0, 8)}@example.com`;

export type MailsOnTheirWay = ReturnType<typeof mailsOnTheirWay>;

/** A product, and its mails. */
export async function startWithMails(): Promise<{ product: Product; mails: MailsOnTheirWay }> {
  const product = await startProduct();
  return { product, mails: mailsOnTheirWay(product) };
}

/** Mails of a product, as its worker and its provider have them. */
export function mailsOnTheirWay(product: Product) {
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
    const at = await timeOf(product.auth.db);
    const event = (state: MailEvent["state"], more: Partial<MailEvent> = {}): MailEvent => ({
      provider: "resend",
      providerId: `re_${id}`,
      mailId: id,
      to: email,
      state,
      hard: false,
      at,
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

  return { newestMail, stateOf, mailOnItsWay, notice };
}
