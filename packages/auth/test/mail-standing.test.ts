import { timeOf } from "@watchword/db/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type MailKind, refillMailbox, viewAddress } from "../src/flows/operator/operator.ts";
import { requestPasswordReset } from "../src/flows/password-reset/password-reset.ts";
import { LAPTOP, type Product, startProduct } from "./product.ts";

const REFILL = 600;
const FULL = { "sign-in": 5, "sign-up": 5, "password-reset": 5, other: 5 };
const NOBODY = "00000000-0000-4000-8000-000000000000";
let product: Product;
let email: string;
beforeAll(async () => {
  product = await startProduct({
    policy: { mailsPerAddress: { burst: 5, refillSeconds: REFILL } },
  });
});
beforeEach(() => void (email = `${crypto.randomUUID()}@example.com`));
afterAll(() => product.close());

const look = (address = email) =>
  viewAddress(product.auth, {
    collection: "users",
    email: address,
    limit: 1,
    ownSessionId: NOBODY,
  });

async function left(address = email) {
  const { mails } = await look(address);
  return Object.fromEntries(mails.map((standing) => [standing.kind, standing.left]));
}

/** Whether a mail that is asked for leaves. */
async function isMailed(address = email): Promise<boolean> {
  const { otpId } = await product.request(address);
  const { state } = await product.auth.db
    .selectFrom("mails")
    .select("state")
    .where("token_id", "=", otpId)
    .executeTakeFirstOrThrow();
  return state === "queued" && (await product.readMail(otpId)) !== null;
}

const refill = (kind: MailKind = "sign-in") =>
  refillMailbox(product.auth, { collection: "users", email, kind, ofMailbox: true });

describe("how many mails an address may be sent", () => {
  it("is shown by kind, with when the next one may be sent", async () => {
    expect(await left()).toEqual(FULL);
    for (let asked = 0; asked < 6; asked++) await product.request(email);
    await requestPasswordReset(product.auth, { email, collection: "users", client: LAPTOP });
    expect(await left()).toEqual({ ...FULL, "sign-in": 0, "password-reset": 4 });

    const [{ nextAt = null } = {}, , reset] = (await look()).mails;
    expect(reset).toEqual({ kind: "password-reset", left: 4, limit: 5, nextAt: null });
    const waitMs = Date.parse(nextAt ?? "") - (await timeOf(product.auth.db)).getTime();
    expect(waitMs).toBeGreaterThan((REFILL - 60) * 1_000);
    expect(waitMs).toBeLessThanOrEqual(REFILL * 1_000);
    await product.passTime(REFILL);
    expect(await left()).toEqual({ ...FULL, "sign-in": 1 });
    expect(await isMailed()).toBe(true);
  });

  it("is what its mailbox has left if it has no account", async () => {
    const tagged = (tag: number) => email.replace("@", `+${tag}@`);
    for (let tag = 0; tag < 15; tag++) await product.request(tagged(tag));
    expect(await left(tagged(99))).toEqual({ ...FULL, "sign-in": 0 });
    expect((await look(tagged(99))).mails[0]?.nextAt).not.toBeNull();
    expect(await isMailed(tagged(99))).toBe(false);

    await product.auth.createUser({ email: tagged(98), emailVerified: true });
    expect(await left(tagged(98))).toEqual(FULL);
    expect(await isMailed(tagged(98))).toBe(true);
  });

  it("goes up by one when an operator allows it, but never above the limit", async () => {
    expect(await refill()).toBe(false);
    for (let asked = 0; asked < 6; asked++) await product.request(email);
    expect(await isMailed()).toBe(false);
    expect([await refill("other"), await refill()]).toEqual([false, true]);
    expect(await left()).toEqual({ ...FULL, "sign-in": 1 });
    expect([await isMailed(), await isMailed()]).toEqual([true, false]);

    const refills = await Promise.all(Array.from({ length: 9 }, () => refill()));
    expect(refills.filter(Boolean)).toHaveLength(5);
    expect(await left()).toEqual(FULL);
  });

  it("goes up by one for an address without an account, even if its mailbox has none left", async () => {
    const plain = email;
    for (let tag = 0; tag < 15; tag++) await product.request(plain.replace("@", `+${tag}@`));
    email = plain.replace("@", "+99@");
    expect(await isMailed()).toBe(false);
    expect(await refill()).toBe(true);
    expect([await isMailed(), await isMailed()]).toEqual([true, false]);
  });
});

describe("an address that is listed as a test account's", () => {
  it("is shown as one, with its end and without its code", async () => {
    const listed = [
      { email, code: "2030405060", until: "2020-01-01T00:00:00Z" },
      { email, code: "2030405060", until: "2999-01-01T01:00:00+01:00", collection: "staff" },
    ];
    const policy = { testAccounts: listed, collections: { staff: { signUp: true } } };
    const tested = await startProduct({ policy });
    const view = { collection: "users", email, limit: 1, ownSessionId: NOBODY };
    const { testAccounts } = await viewAddress(tested.auth, view);
    await tested.close();
    expect(testAccounts).toEqual([
      { collection: "users", until: "2020-01-01T00:00:00.000Z", live: false },
      { collection: "staff", until: "2999-01-01T00:00:00.000Z", live: true },
    ]);
    expect((await look()).testAccounts).toEqual([]);
  });
});
