import { challengeStatus } from "@watchword/auth/challenge";
import { randomUUID } from "node:crypto";
import { lookForAlerts } from "@watchword/auth/alerts";
import { rememberDevice } from "@watchword/auth/device-cookie";
import { requestEmailOtp } from "@watchword/auth/email-otp";
import { queueNotices } from "@watchword/auth/testing";
import { LAPTOP, type Product, startProduct } from "@watchword/auth/testing/product";
import { isUnderAttack } from "@watchword/auth/under-attack";
import { afterAll, beforeAll, expect, it } from "vitest";
import { claimMails } from "../src/claim.ts";
import { noteSent } from "../src/settle.ts";

let product: Product;
beforeAll(async () => {
  product = await startProduct({ policy: { mailBudget: { count: 10, windowSeconds: 600 } } });
});
afterAll(() => product.close());

async function ask(count: number, deviceCookie: string | null = null, email?: string) {
  const ids: string[] = [];
  for (let n = 0; n < count; n++) {
    const client = { ...LAPTOP, ip: `203.0.113.${n}`, deviceCookie };
    const to = email ?? `${randomUUID()}@example.com`;
    const request = { email: to, collection: "users", phrase: false, next: null, client };
    ids.push((await requestEmailOtp(product.auth, request)).otpId);
  }
  return ids;
}

/** Two mailers claim a batch each, and send it. */
async function claim(urgency: "awaited" | "notice" = "awaited"): Promise<(string | null)[]> {
  const { auth } = product;
  const limits = { perMinute: null, policy: auth.policy };
  const first = await claimMails(auth, randomUUID(), urgency, 6, limits);
  const second = await claimMails(auth, randomUUID(), urgency, 6, limits);
  const claimed = [...first, ...second];
  for (const { id } of claimed) await noteSent(auth, id, { provider: "smtp", providerId: null });
  return claimed.map(({ tokenId }) => tokenId);
}

const alerts = async () => (await lookForAlerts(product.auth)).map(({ type }) => type).toSorted();

it("the deployment's mails wait once its budget is spent, but those of known devices and notices", async () => {
  const { auth } = product;
  await ask(4);
  expect(await claim()).toHaveLength(4);
  expect(await isUnderAttack(auth)).toBe(false);
  expect(await alerts()).toEqual([]);

  const [waiting = "", ...others] = await ask(9);
  expect(await isUnderAttack(auth), "what isn't sent yet isn't spent").toBe(false);
  expect(await claim(), "ten are sent, not thirteen").toHaveLength(6);
  expect(await isUnderAttack(auth)).toBe(true);
  expect(await alerts()).toEqual(["mail_budget.half", "mail_budget.spent"]);
  expect(await claim()).toEqual([]);
  expect(await challengeStatus(auth, "email-otp", others.at(-1) ?? waiting)).toMatchObject({
    ok: true,
    status: { delivery: "queued" },
  });

  const email = "ada@example.com";
  const cookie = await rememberDevice(auth, { collection: "users", email }, null);
  const known = await ask(2, cookie, email);
  expect((await claim()).toSorted()).toEqual(known.toSorted());
  await queueNotices(auth, 3);
  expect(await claim("notice")).toHaveLength(3);

  // What known devices were sent comes off the same budget.
  await product.passTime(119);
  expect(await claim()).toEqual([]);
  await product.passTime(62);
  expect(await claim(), "one each minute").toHaveLength(1);
});
