import { afterAll, beforeAll, expect, it } from "vitest";
import { resolveMail } from "../src/testing/resolve-mail.ts";
import { undoEmailChange } from "../src/flows/email-change/email-change.ts";
import { changeAddress } from "./address-changes.ts";
import { LAPTOP, type Product, startProduct } from "./product.ts";

let product: Product;
/** What happens after the next look at an undo link, before anything else on the only connection. */
let meanwhile: (() => Promise<unknown>) | null = null;
beforeAll(async () => {
  product = await startProduct({
    poolSize: 1,
    onStatement({ called }) {
      if (called !== "undo_email_change" || !meanwhile) return;
      void product.auth.db.connection().execute(meanwhile);
      meanwhile = null;
    },
  });
});
afterAll(() => product.close());

const anybody = () => `${crypto.randomUUID()}@example.com`;

it("the notice of an undone change goes to the account's current address, even if it changed while the link was judged", async () => {
  const [first, second, third] = [anybody(), anybody(), anybody()];
  const { moved, undo } = await changeAddress(product, await product.signIn(first), second);
  const account = product.owner.updateTable("users").where("id", "=", moved.user.id);
  meanwhile = () => account.set({ email: third }).execute();
  expect(await undoEmailChange(product.auth, undo, LAPTOP)).toEqual({ ok: true });
  const mails = product.auth.db.selectFrom("mails").select("id");
  const told = await mails.where("kind", "=", "email-change-undone").execute();
  const resolved = told.map(({ id }) => resolveMail(product.auth, "https://watchword.test", id));
  const to = (await Promise.all(resolved)).map((mail) => mail?.to);
  expect(to.toSorted()).toEqual([first, third].toSorted());
});
