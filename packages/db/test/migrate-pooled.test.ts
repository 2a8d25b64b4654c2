import { migrate } from "@watchword/db/migrate";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { holdBy, READ_TOKENS } from "./held-locks.ts";
import { makeOlderDatabase } from "./older-database.ts";
import { connect, makeRoles } from "./role-pairs.ts";
import { startPooler } from "./transaction-pooler.ts";

/** A pooler before a database whose roles are set up as `docs/deploy.md` says, but with less time. */
async function withPooler(made: Awaited<ReturnType<typeof makeRoles>>) {
  const superuser = connect(made.superuserUrl);
  const settings = [
    "search_path = watchword, pg_temp",
    "statement_timeout = '500ms'",
    "idle_in_transaction_session_timeout = '500ms'",
  ];
  for (const role of [made.owner, made.app].map((name) => sql.id(name)))
    for (const setting of settings)
      await sql`
        ALTER ROLE ${role} IN DATABASE ${sql.id(made.name)} SET ${sql.raw(setting)}`.execute(
        superuser,
      );
  const locks = async () => {
    const { rows } = await sql`
      SELECT FROM pg_locks JOIN pg_database ON pg_database.oid = database
      WHERE locktype = 'advisory' AND datname = current_database()`.execute(superuser);
    return rows.length;
  };
  const [ownerUrl, appUrl] = [await startPooler(made.ownerUrl), await startPooler(made.appUrl)];
  return { ownerUrl, appUrl, superuserUrl: made.superuserUrl, locks };
}

test("behind a pooler in transaction mode, those who migrate at once leave no lock behind", async () => {
  const { ownerUrl, appUrl, locks } = await withPooler(await makeRoles());
  await migrate(ownerUrl, appUrl);
  expect(await locks()).toBe(0);
  await Promise.all([migrate(ownerUrl, appUrl), migrate(ownerUrl, appUrl)]);
  // As a web process starts that doesn't know the owner.
  await migrate(appUrl);
  expect(await locks()).toBe(0);
});

test("there, too, a table that somebody reads is waited for, and nobody else migrates meanwhile", async () => {
  const { ownerUrl, appUrl, superuserUrl, locks } = await withPooler(await makeOlderDatabase());
  const reader = await holdBy(superuserUrl, READ_TOKENS);
  const told: string[] = [];
  const migrating = migrate(ownerUrl, appUrl, { onWait: (words) => told.push(words) });
  await expect.poll(() => told, { timeout: 60_000 }).not.toEqual([]);
  expect(await locks()).toBeGreaterThan(0);
  await reader.end();
  await migrating;
  expect(await locks()).toBe(0);
});
