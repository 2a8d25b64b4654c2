import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { deleteAccount, removeAccount } from "../src/flows/account/account.ts";
import { askToChange } from "./address-changes.ts";
import { between } from "./between.ts";
import { askAt, toldOfDeletion, tokensOf } from "./deletions.ts";
import { type Fleet, startProductAndFleet } from "./processes/fleet.ts";
import { LAPTOP, type Product, type Visitor } from "./product.ts";

let product: Product;
let fleet: Fleet;
let ada: Visitor;
let next: string;
beforeAll(async () => {
  ({ product, fleet } = await startProductAndFleet());
});
beforeEach(async () => {
  ada = await product.signIn(anybody());
  next = anybody();
  await askAt(product, next);
});
afterAll(() => product.close());

const anybody = () => `${crypto.randomUUID()}@example.com`;

async function newlyTold(act: () => Promise<unknown>): Promise<string[]> {
  const before = await toldOfDeletion(product);
  await act();
  return (await toldOfDeletion(product)).filter((email) => !before.includes(email));
}

describe("an account that is deleted while its address changes", () => {
  it.each([
    ["in a session", () => deleteAccount(product.auth, ada, LAPTOP), { ok: true }],
    ["by the app's server", () => removeAccount(product.auth, ada.user.id), true],
  ])(
    "%s leaves nothing at the new address, and both addresses get a notice",
    async (_by, remove, done) => {
      const told = await newlyTold(async () => {
        const removed = await between<unknown>(
          product.owner,
          async (other) => {
            const { id, email, collection } = ada.user;
            await sql`UPDATE users SET email = ${next} WHERE id = ${id}`.execute(other);
            await sql`
            INSERT INTO reserved_addresses (collection, email, user_id, reserved_until)
            VALUES (${collection}, ${email}, ${id}, now() + interval '7 days')`.execute(other);
          },
          remove,
          async () => {},
        );
        expect(removed).toEqual(done);
      });
      expect(told.toSorted()).toEqual([ada.user.email, next].toSorted());
      expect(await tokensOf(product, next)).toEqual([]);
    },
  );

  it("is either deleted or moved, if two processes do both", async () => {
    for (let round = 0; round < 6; round++) {
      const mover = await product.signIn(anybody());
      const to = anybody();
      await askAt(product, to);
      const { token } = await askToChange(product, mover, to);
      const { secret } = mover;
      const told = await newlyTold(async () => {
        await fleet.call([
          { kind: "change-address", secret, token },
          { kind: "delete", secret },
        ]);
      });
      const left = await product.auth.getUser(mover.user.id).catch(() => null);
      if (left) expect([left.email, told]).toEqual([to, []]);
      else expect(told).toContain(mover.user.email);
      if (told.includes(to)) expect(await tokensOf(product, to)).toEqual([]);
    }
  });
});
