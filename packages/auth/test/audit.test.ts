import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { keepAuditPartitions, recordEvent } from "../src/audit/audit.ts";
import { LAPTOP, type Product, startProduct } from "./product.ts";

let product: Product;
beforeAll(async () => {
  product = await startProduct();
  await recordEvent(product.auth, {
    event: "email-otp.request",
    outcome: "granted",
    reason: null,
    userId: null,
    address: { collection: "users", email: "ada@example.com" },
    token: null,
    client: LAPTOP,
    requestId: null,
  });
});
afterAll(() => product.close());

const tables = async () => {
  const { rows } = await sql<{ name: string }>`
    SELECT inhrelid::regclass::text AS name FROM pg_inherits
    WHERE inhparent = 'audit_events'::regclass`.execute(product.auth.db);
  return rows.map(({ name }) => name);
};

it("what happened can be added to and not changed, table by table", async () => {
  const { db } = product.auth;
  const change = db.updateTable("audit_events").set({ outcome: "refused" }).execute();
  await expect(change).rejects.toThrow("append-only");
  await expect(db.deleteFrom("audit_events").execute()).rejects.toThrow("append-only");
  for (const table of ["audit_events", ...(await tables())]) {
    await expect(sql`TRUNCATE ${sql.table(table)}`.execute(db)).rejects.toThrow("append-only");
  }
  expect(await db.selectFrom("audit_events").selectAll().execute()).toHaveLength(1);
});

it("a month goes whole, once it is older than the policy keeps, and the next one is there", async () => {
  const { db, policy } = product.auth;
  await sql`
    CREATE TABLE audit_events_2020_01 PARTITION OF audit_events
    FOR VALUES FROM ('2020-01-01') TO ('2020-02-01')`.execute(db);
  await keepAuditPartitions(product.auth);
  expect(await tables()).not.toContain("audit_events_2020_01");
  const next = new Date(Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth() + 1));
  expect(await tables()).toContain(
    `audit_events_${next.toISOString().slice(0, 7).replace("-", "_")}`,
  );
  expect(policy.audit.retentionDays).toBe(400);
});
