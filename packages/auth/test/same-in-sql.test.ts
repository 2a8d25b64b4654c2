import { DEFAULT_SCHEMA } from "@watchword/db/database-schema";
import { functionSchema } from "@watchword/db/function-set";
import type { Database } from "@watchword/db/schema";
import { type RawBuilder, sql, type Transaction } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { maskEmail } from "../src/email-address/email-address.ts";
import { HASH } from "../src/functions.generated.ts";
import { lengthSpent } from "../src/guess-budget/length-spent.ts";
import { GUESS_WINDOW } from "../src/guess-budget/window.ts";
import { createPolicy } from "../src/policy/policy.ts";
import { mailBudgetSpent, mailBudgetToTake } from "../src/rate-limit/mail-budget.ts";
import { type Product, startProduct } from "./product.ts";

/* Some rules are written in SQL for functions, and again in TypeScript for what reads figures or has no database. */

let product: Product;

beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

/** Runs `work` at one moment, where the internal functions are found by their names, and undoes what it did. */
async function inOneTransaction(work: (trx: Transaction<Database>) => Promise<void>) {
  const undone = new Error("undone");
  const schemas = [functionSchema(DEFAULT_SCHEMA, HASH), DEFAULT_SCHEMA].map((name) =>
    sql.id(name),
  );
  const done = product.owner.transaction().execute(async (trx) => {
    await sql`SET LOCAL search_path = ${sql.join(schemas)}`.execute(trx);
    await work(trx);
    throw undone;
  });
  await expect(done).rejects.toBe(undone);
}

async function valueOf(trx: Transaction<Database>, expression: RawBuilder<unknown>) {
  const { rows } = await sql<{ value: unknown }>`SELECT ${expression} AS value`.execute(trx);
  return rows[0]?.value;
}

it("a failed guess counts for equally long in SQL and TypeScript", () =>
  inOneTransaction(async (trx) => {
    expect(await valueOf(trx, sql`guess_window() = ${GUESS_WINDOW}`)).toBe(true);
  }));

it("SQL and TypeScript count the same failed guesses at codes of a length", () =>
  inOneTransaction(async (trx) => {
    await sql`
      INSERT INTO guess_totals (budget, at, n)
      SELECT length_budget(digits), now() - age, digits * 100 + n
      FROM (VALUES (interval '0', 1), (interval '23 hours', 20), (interval '25 hours', 70)) AS counted (age, n),
        generate_series(6, 9) AS digits`.execute(trx);
    for (const digits of [6, 7, 8, 9, 10]) {
      const inSql = await valueOf(trx, sql`length_spent(${sql.lit(digits)})`);
      expect(inSql).toBe(digits === 10 ? 0 : digits * 200 + 21);
      expect(await valueOf(trx, lengthSpent(sql.lit(digits)))).toBe(inSql);
    }
  }));

it("SQL and TypeScript find the same part of the mail budget spent", () =>
  inOneTransaction(async (trx) => {
    const policy = createPolicy({ mailBudget: { count: 1_000, windowSeconds: 3_600 } });
    const { budget_bucket: bucket, budget, budget_seconds: seconds } = mailBudgetToTake(policy);
    const room = sql`mail_budget_room(${bucket}, ${budget}, ${seconds})`;
    expect(await valueOf(trx, mailBudgetSpent(policy))).toBe(0);
    expect(await valueOf(trx, room)).toBe(1_000);
    for (const [left, spent] of [
      [-60, 0],
      [900, 0.25],
      [1_800, 0.5],
      [3_600, 1],
    ] as const) {
      await sql`
        INSERT INTO buckets (bucket, full_at) VALUES (${bucket}, now() + make_interval(secs => ${left}))
        ON CONFLICT (bucket) DO UPDATE SET full_at = excluded.full_at`.execute(trx);
      expect(await valueOf(trx, mailBudgetSpent(policy))).toBe(spent);
      expect(await valueOf(trx, room)).toBe(1_000 * (1 - spent));
    }
  }));

it.each(["ada@example.com", "a@example.com", "ünï@example.com", "𝔞da@xn--bcher-kva.example"])(
  "SQL and TypeScript mask %s alike",
  (email) =>
    inOneTransaction(async (trx) => {
      expect(await valueOf(trx, sql`mask_email(${email})`)).toBe(maskEmail(email));
    }),
);
