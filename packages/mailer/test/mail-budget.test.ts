import { challengeStatus } from "@watchword/auth/challenge";
import { randomUUID } from "node:crypto";
import { lookForAlerts } from "@watchword/auth/alerts";
import { requestEmailOtp } from "@watchword/auth/email-otp";
import { queueNotices, rememberNow } from "@watchword/auth/testing";
import { LAPTOP, type Product, startProduct } from "@watchword/auth/testing/product";
import { isUnderAttack } from "@watchword/auth/under-attack";
import { afterAll, beforeAll, expect, it } from "vitest";
import { claimMails } from "../src/claim.ts";
import { noteSent } from "../src/testing/testing.ts";

let product: Product;
beforeAll(async () => {
  product = await startProduct({ policy: { mailBudget: { count: 10, windowSeconds: 600 } } });
});
afterAll(() => product.close());

let networks = 0;

/** So many ask for a mail, each at an address of their own, and in a network of their own unless it is given. */
async function ask(
  count: number,
  by: "strangers" | "known devices" = "strangers",
  inNetwork?: string,
) {
  const ids: string[] = [];
  for (let n = 0; n < count; n++) {
    const address = { collection: "users", email: `${randomUUID()}@example.com` };
    const deviceCookie = by === "strangers" ? null : await rememberNow(product.auth, address);
    networks += 1;
    const client = { ...LAPTOP, ip: inNetwork ?? `203.0.${networks}.7`, deviceCookie };
    const request = { ...address, phrase: false, next: null, client };
    ids.push((await requestEmailOtp(product.auth, request)).otpId);
  }
  return ids;
}

/** Two mailers claim a batch each at the same time, and send it. */
async function claim(urgency: "awaited" | "notice" = "awaited"): Promise<(string | null)[]> {
  const { auth } = product;
  const limits = { perMinute: null, policy: auth.policy };
  const mailer = () => claimMails(auth, randomUUID(), urgency, 6, limits);
  const claimed = (await Promise.all([mailer(), mailer()])).flat();
  for (const { id } of claimed) await noteSent(auth, id, { provider: "smtp", providerId: null });
  return claimed.map(({ tokenId }) => tokenId);
}

const alerts = async () => (await lookForAlerts(product.auth)).map(({ type }) => type).toSorted();

it("the deployment's mails wait once its budget is spent, except notices and a share for known devices", async () => {
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

  const known = await ask(2, "known devices");
  expect((await claim()).toSorted()).toEqual(known.toSorted());
  await queueNotices(auth, 3);
  expect(await claim("notice")).toHaveLength(3);

  // What known devices were sent doesn't come off the others' room.
  await product.passTime(62);
  expect(await claim(), "one each minute").toHaveLength(1);
});

it("known devices have an additional quarter of the budget, and don't use up the others' room", async () => {
  await product.passTime(1_200);
  await claim();
  await product.passTime(1_200);

  await ask(3, "known devices");
  expect(await claim()).toHaveLength(3);
  await ask(12);
  expect(await claim(), "all ten are left").toHaveLength(10);
});

it("known devices beyond their share wait and count like strangers", async () => {
  await product.passTime(1_200);
  await claim();
  await product.passTime(1_200);

  await ask(5, "known devices");
  expect(await claim(), "three by their share, and two by the others' room").toHaveLength(5);
  await ask(8);
  expect(await claim()).toHaveLength(8);

  const [stranger] = await ask(1);
  const [known] = await ask(1, "known devices");
  expect(await claim()).toEqual([]);
  await product.passTime(62);
  expect(await claim(), "who has waited longer goes first").toEqual([stranger]);
  await product.passTime(62);
  expect(await claim()).toEqual([known]);
});

it("a stranger's mail is among the next to leave despite a flood from known devices of three networks", async () => {
  await product.passTime(1_200);
  await claim();
  await product.passTime(1_200);

  await ask(3, "known devices");
  await ask(10);
  expect(await claim()).toHaveLength(12);
  expect(await claim()).toHaveLength(1);
  for (const network of ["2001:db8:1::1", "2001:db8:2::1", "2001:db8:3::1"])
    await ask(20, "known devices", network);
  const [stranger] = await ask(1);
  expect(await claim()).toEqual([]);
  await product.passTime(125);
  expect(await claim(), "the first of two networks").toHaveLength(2);
  await product.passTime(125);
  expect(await claim()).toContain(stranger);
});
