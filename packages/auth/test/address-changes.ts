import type { ChallengeMail, NoticeMail } from "@watchword/db/mail-queue";
import { expect } from "vitest";
import { confirmEmailChange, requestEmailChange } from "../src/flows/email-change/email-change.ts";
import { resolveMail } from "../src/testing/resolve-mail.ts";
import { LAPTOP, type Product, tokenOf, type Visitor } from "./product.ts";

/** Asks to change an address, and reads the mail to the new one; null where none would go. */
export async function askToChange(product: Product, visitor: Visitor, email: string) {
  const asked = await requestEmailChange(product.auth, visitor, { email, client: LAPTOP });
  if (!asked.ok) throw new Error(asked.reason);
  const mail = (await product.newestMail("email-change")) as ChallengeMail | null;
  return {
    otpId: asked.challenge.otpId,
    mail,
    code: mail?.code?.digits ?? "",
    token: mail ? tokenOf(mail) : "",
  };
}

/** Moves somebody to a new address and hands out the link that takes it back. */
export async function changeAddress(
  product: Product,
  visitor: Visitor,
  email: string,
): Promise<{ moved: Visitor; undo: string }> {
  const { otpId, code } = await askToChange(product, visitor, email);
  const credential = { challenge: otpId, code };
  const result = await confirmEmailChange(product.auth, visitor, credential, visitor.start);
  if (!result.ok) throw new Error(result.reason);
  const { user, session, secret } = result;
  const undo = await undoLinkTo(product, visitor.user.email);
  return {
    moved: { user, session, secret, start: { client: LAPTOP, previousSecret: secret } },
    undo,
  };
}

/** The token in the link of the notice to a former address. */
async function undoLinkTo({ auth }: Product, email: string): Promise<string> {
  const { id } = await auth.db
    .selectFrom("mails")
    .innerJoin("tokens", "tokens.id", "mails.token_id")
    .select("mails.id")
    .where("tokens.email", "=", email)
    .where("mails.kind", "=", "email-changed")
    .orderBy("mails.created_at", "desc")
    .executeTakeFirstOrThrow();
  const mail = (await resolveMail(auth, "https://watchword.test", id)) as NoticeMail | null;
  expect(mail).toMatchObject({ to: email, newEmail: expect.stringContaining("•••@") });
  return mail?.undo?.url.split("/").at(-1) ?? "";
}
