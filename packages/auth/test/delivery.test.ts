import { challengeStatus } from "../src/challenge/status.ts";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  openRendition,
  recordMailEvent,
  sealRendition,
  suppressionOf,
} from "../src/delivery/delivery.ts";
import { type MailsOnTheirWay, startWithMails } from "./mails-on-their-way.ts";
import { type Product } from "./product.ts";

let product: Product;
let mails: MailsOnTheirWay;
beforeAll(async () => {
  ({ product, mails } = await startWithMails());
});
afterAll(() => product.close());

function orders<T>(items: T[]): T[][] {
  if (items.length < 2) return [items];
  return items.flatMap((item, index) =>
    orders(items.toSpliced(index, 1)).map((rest) => [item, ...rest]),
  );
}

describe("an event that a provider reports", () => {
  it("changes the status to delivered, bounced or failed; a delayed mail looks sent", async () => {
    for (const [state, delivery] of [
      ["delayed", "sent"],
      ["delivered", "delivered"],
      ["bounced", "bounced"],
      ["complained", "delivered"],
      ["failed", "failed"],
    ] as const) {
      const { otpId, event } = await mails.mailOnItsWay();
      expect(await recordMailEvent(product.auth, event(state))).toBe(true);
      expect(await challengeStatus(product.auth, "email-otp", otpId)).toMatchObject({
        status: { delivery },
      });
    }
  });

  it.each(orders(["delayed", "delivered", "bounced"] as const))(
    "ends the same in the order %s, %s, %s, told twice",
    async (...order) => {
      const { id, event } = await mails.mailOnItsWay();
      for (const state of [...order, ...order]) await recordMailEvent(product.auth, event(state));
      expect(await mails.stateOf(id)).toBe("bounced");
      expect(await recordMailEvent(product.auth, event("bounced"))).toBe(false);
    },
  );

  it("is matched by only the provider's id of the mail, and never to another provider's mail", async () => {
    const { id, event } = await mails.mailOnItsWay();
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

  it("about an unknown mail changes nothing", async () => {
    const { event } = await mails.mailOnItsWay();
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

it("a rendition is sealed for its mail only, and can't be confused with the row's other sealed data", async () => {
  const [id, other] = [randomUUID(), randomUUID()];
  const sealed = sealRendition(product.auth, id, "the words");
  expect(sealed.includes("the words")).toBe(false);
  expect(openRendition(product.auth, id, sealed)).toBe("the words");
  expect(() => openRendition(product.auth, other, sealed)).toThrow("No secret");
  expect(() => openRendition(product.auth, id, product.auth.keys.seal("{}", id))).toThrow(
    "No secret",
  );
});
