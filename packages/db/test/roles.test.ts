import { migrate, pendingMigrations } from "@watchword/db/migrate";
import { auditProblem } from "@watchword/db/roles";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { connect, makeRoles } from "./role-pairs.ts";

test("a role that owns no table serves, queues mails, and can't rewrite what happened", async () => {
  const { ownerUrl, appUrl } = await makeRoles();
  await migrate(ownerUrl, appUrl);
  await migrate(ownerUrl, appUrl);
  const db = connect(appUrl);
  expect(await pendingMigrations(db)).toEqual([]);
  const account = { collection: "users", email: "ada@example.com" };
  await expect(db.insertInto("users").values(account).execute()).rejects.toThrow(
    "permission denied",
  );
  await db.insertInto("mails").values({ kind: "email-otp" }).execute();
  await sql`INSERT INTO audit_events (event, outcome) VALUES ('email-otp.request', 'granted')`.execute(
    db,
  );
  await expect(db.deleteFrom("audit_events").execute()).rejects.toThrow("permission denied");
  await expect(sql`CREATE SCHEMA more`.execute(db)).rejects.toThrow("permission denied");
  expect(await auditProblem(db)).toBeNull();
});

test("with only one role, triggers protect the record, and readiness says so", async () => {
  const { ownerUrl } = await makeRoles();
  await migrate(ownerUrl);
  const db = connect(ownerUrl);
  expect(await auditProblem(db)).toMatch(/only triggers/);
  await sql`INSERT INTO audit_events (event, outcome) VALUES ('email-otp.request', 'granted')`.execute(
    db,
  );
  await expect(db.deleteFrom("audit_events").execute()).rejects.toThrow("append-only");
});
