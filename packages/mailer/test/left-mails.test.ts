import { cleanUp } from "@watchword/auth/clean-up";
import { recordMailEvent, sealRendition, suppressBounced } from "@watchword/auth/delivery";
import { type MailsOnTheirWay, startWithMails } from "@watchword/auth/testing/mails-on-their-way";
import { type Product } from "@watchword/auth/testing/product";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { claimMail } from "./claim-mail.ts";
import { keepRendition } from "./keep-rendition.ts";

let product: Product;
let mails: MailsOnTheirWay;
beforeAll(async () => {
  ({ product, mails } = await startWithMails());
});
afterAll(() => product.close());

describe("a provider's event", () => {
  it("that says that it took a mail of a dead mailer keeps others from claiming that again", async () => {
    const { id, event } = await mails.mailOnItsWay();
    await claimMail(product.auth, id);
    await recordMailEvent(product.auth, event("delivered"));
    expect(await claimMail(product.auth, id)).toBeNull();
    expect(await mails.stateOf(id)).toBe("delivered");
  });
});

describe("clean-up", () => {
  it("expires mails that nobody sent in time, and ends suppressions of addresses", async () => {
    const { id, email } = await mails.mailOnItsWay();
    await claimMail(product.auth, id);
    const sealed = sealRendition(product.auth, id, "{}");
    await keepRendition(product.auth, id, sealed, null);
    await suppressBounced(product.auth, email);
    await product.passTime(1_300);
    await cleanUp(product.auth);
    expect(await mails.stateOf(id)).toBe("expired");
    const row = await mails.newestMail("email-otp");
    expect(row).toMatchObject({ rendition: null, sealed: null });
    await product.passTime(86_400);
    await cleanUp(product.auth);
    const { rows } = await sql`SELECT FROM suppressed_addresses WHERE email = ${email}`.execute(
      product.auth.db,
    );
    expect(rows).toEqual([]);
  });
});
