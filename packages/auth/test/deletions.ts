import { requestSignUp } from "../src/flows/password/password.ts";
import { requestPasswordReset } from "../src/flows/password-reset/password-reset.ts";
import { resolveMail } from "../src/testing/resolve-mail.ts";
import { LAPTOP, type Product } from "./product.ts";

/** Asks for everything that can be mailed to an address. */
export async function askAt(product: Product, email: string): Promise<void> {
  const input = { email, collection: "users", client: LAPTOP };
  await product.request(email);
  await requestSignUp(product.auth, input);
  await requestPasswordReset(product.auth, input);
}

/** What of an address still works that was mailed there. */
export async function tokensOf(
  product: Product,
  ...emails: string[]
): Promise<{ purpose: string }[]> {
  return product.auth.db
    .selectFrom("tokens")
    .select("purpose")
    .where("email", "in", emails)
    .where("consumed_at", "is", null)
    .execute();
}

/** To whom the notices of deletions that wait would go. */
export async function toldOfDeletion(product: Product): Promise<string[]> {
  const mails = product.auth.db.selectFrom("mails").where("kind", "=", "account-deleted");
  const waiting = await mails.where("state", "=", "queued").select("id").execute();
  const told = waiting.map(({ id }) => resolveMail(product.auth, "https://watchword.test", id));
  return (await Promise.all(told)).map((mail) => mail?.to ?? "");
}
