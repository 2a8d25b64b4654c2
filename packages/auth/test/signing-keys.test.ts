import { sign, verify } from "node:crypto";
import { afterEach, beforeEach, expect, it } from "vitest";
import { deriveKeys } from "../src/keys/keys.ts";
import {
  createSigningKeys,
  resealSigningKeys,
  rotateSigningKeys,
  SIGNING_ALGORITHMS,
} from "../src/keys/signing-keys.ts";
import { type Product, SECRET, startProduct } from "./product.ts";

let product: Product;
beforeEach(async () => {
  product = await startProduct();
});
afterEach(() => product.close());

const NEWER = "another secret of more than thirty-two bytes, for tests";

/** The keys as a process finds them that starts now. */
const startProcess = (secrets: [string, ...string[]] = [SECRET]) =>
  createSigningKeys(product.auth.db, deriveKeys(secrets));
const idsOf = async (keys = startProcess()) => (await keys.all()).map(({ id }) => id);
const currentOf = async (keys = startProcess()) =>
  Promise.all(SIGNING_ALGORITHMS.map(async (algorithm) => (await keys.current(algorithm)).id));

it("keys are made once, however many processes need them first", async () => {
  const processes = Array.from({ length: 8 }, () => startProcess());
  const found = await Promise.all(processes.map((keys) => currentOf(keys)));
  expect(new Set(found.flat()).size).toBe(2);
  expect(await idsOf()).toHaveLength(2);
});

it("the published half of a key verifies its signatures, and contains nothing private", async () => {
  const key = await startProcess().current("ES256");
  const signature = sign("sha256", Buffer.from("words"), key.privateKey);
  const published = { key: { ...key.publicJwk }, format: "jwk" } as const;
  expect(verify("sha256", Buffer.from("words"), published, signature)).toBe(true);
  for (const { publicJwk } of await startProcess().all())
    expect(Object.keys(publicJwk)).not.toContain("d");
});

it("a new key is published for a day before it signs, and the old one for a month after", async () => {
  const before = await currentOf();
  await rotateSigningKeys(product.auth);
  const together = await idsOf();
  expect(together).toHaveLength(4);
  expect(await currentOf()).toEqual(before);
  await product.passTime(25 * 3600);
  const after = await currentOf();
  expect(after.some((id) => before.includes(id))).toBe(false);
  expect((await idsOf()).toSorted()).toEqual(together.toSorted());
  await product.passTime(31 * 86_400);
  expect((await idsOf()).toSorted()).toEqual(after.toSorted());
});

it("a key that may have been stolen is removed at once", async () => {
  const before = await idsOf();
  await rotateSigningKeys(product.auth, { atOnce: true });
  const after = await idsOf();
  expect(after).toHaveLength(2);
  expect(after.some((id) => before.includes(id))).toBe(false);
  expect((await currentOf()).toSorted()).toEqual(after.toSorted());
});

it("two rotations at the same moment follow each other", async () => {
  await idsOf();
  await Promise.all([rotateSigningKeys(product.auth), rotateSigningKeys(product.auth)]);
  expect(await idsOf()).toHaveLength(6);
});

it("keys are resealed under a new secret even if nobody uses them, and none are made for that", async () => {
  const { db } = product.auth;
  await resealSigningKeys({ db, keys: deriveKeys([SECRET]) });
  expect(await db.selectFrom("signing_keys").select("id").execute()).toEqual([]);
  const before = await idsOf();
  await resealSigningKeys({ db, keys: deriveKeys([NEWER, SECRET]) });
  expect(await idsOf(startProcess([NEWER]))).toEqual(before);
});

it("keys are resealed under a new secret, and nobody without it can decrypt them", async () => {
  const before = await idsOf();
  expect(await idsOf(startProcess([NEWER, SECRET]))).toEqual(before);
  expect(await idsOf(startProcess([NEWER]))).toEqual(before);
  await expect(startProcess().all()).rejects.toThrow("No secret of this process opens");
});
