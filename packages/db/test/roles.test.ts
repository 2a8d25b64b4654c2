import { migrate, pendingMigrations } from "@watchword/db/migrate";
import { addJob } from "@watchword/db/mail-queue";
import { auditProblem } from "@watchword/db/roles";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { connect, makeRoles } from "./role-pairs.ts";

test("a role that owns no table serves, adds jobs, and can't rewrite what happened", async () => {
  const { ownerUrl, appUrl } = await makeRoles();
  await migrate(ownerUrl, appUrl);
  await migrate(ownerUrl, appUrl);
  const db = connect(appUrl);
  expect(await pendingMigrations(db)).toEqual([]);
  await db.insertInto("users").values({ collection: "users", email: "ada@example.com" }).execute();
  await sql`SELECT ${addJob("email-otp", sql`gen_random_uuid()`)}`.execute(db);
  await sql`INSERT INTO audit_events (event, outcome) VALUES ('email-otp.request', 'granted')`.execute(
    db,
  );
  await expect(db.deleteFrom("audit_events").execute()).rejects.toThrow("permission denied");
  await expect(sql`CREATE SCHEMA more`.execute(db)).rejects.toThrow("permission denied");
  expect(await auditProblem(db)).toBeNull();
});

test("with one role triggers guard what happened, and it says so", async () => {
  const { ownerUrl } = await makeRoles();
  await migrate(ownerUrl);
  const db = connect(ownerUrl);
  expect(await auditProblem(db)).toMatch(/triggers alone/);
  await sql`INSERT INTO audit_events (event, outcome) VALUES ('email-otp.request', 'granted')`.execute(
    db,
  );
  await expect(db.deleteFrom("audit_events").execute()).rejects.toThrow("append-only");
});

test("a data folder of before there were two roles has its queue handed over", async () => {
  const { app, appUrl, superuserUrl } = await makeRoles();
  await migrate(superuserUrl);
  await migrate(superuserUrl, appUrl);
  const db = connect(appUrl);
  await sql`SELECT ${addJob("email-otp", sql`gen_random_uuid()`)}`.execute(db);
  const { rows } = await sql`
    SELECT FROM pg_class WHERE relnamespace = 'graphile_worker'::regnamespace
      AND relowner <> ${app}::regrole AND relkind IN ('r', 'v', 'S')`.execute(db);
  expect(rows).toEqual([]);
});
