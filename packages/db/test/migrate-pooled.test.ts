import { migrate } from "@watchword/db/migrate";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { holdBy, READ_TOKENS } from "./held-locks.ts";
import { makeOlderDatabase } from "./older-database.ts";
import { connect, makeRoles } from "./role-pairs.ts";
import { startPooler } from "./transaction-pooler.ts";
import { timersFire } from "./timers-fire.ts";

/** A pooler before a database whose roles are limited as `docs/deploy.md` says, and more. */
async function withPooler(made: Awaited<ReturnType<typeof makeRoles>>) {
  const superuser = connect(made.superuserUrl);
  const settings = [
    "search_path = watchword, pg_temp",
    "statement_timeout = '5s'",
    "idle_in_transaction_session_timeout = '5s'",
    // Postgres has it from 17 on.
    "transaction_timeout = '5s'",
  ];
  for (const role of [made.owner, made.app].map((name) => sql.id(name)))
    for (const setting of settings)
      await sql`
        ALTER ROLE ${role} IN DATABASE ${sql.id(made.name)} SET ${sql.raw(setting)}`.execute(
        superuser,
      );
  /** Of each advisory lock, whether its transaction has outlived the limits. */
  const locks = async () => {
    const { rows } = await sql<{ old: boolean }>`
      SELECT xact_start < clock_timestamp() - interval '6 s' AS old
      FROM pg_locks JOIN pg_stat_activity USING (pid)
      WHERE locktype = 'advisory' AND datname = current_database()`.execute(superuser);
    return rows.map(({ old }) => old);
  };
  const [ownerUrl, appUrl] = [await startPooler(made.ownerUrl), await startPooler(made.appUrl)];
  return { ownerUrl, appUrl, superuserUrl: made.superuserUrl, locks };
}

test("behind a pooler in transaction mode, concurrent migrations leave no lock behind", async () => {
  const { ownerUrl, appUrl, locks } = await withPooler(await makeRoles());
  await migrate(ownerUrl, appUrl);
  expect(await locks()).toEqual([]);
  await Promise.all([migrate(ownerUrl, appUrl), migrate(ownerUrl, appUrl)]);
  // As a web process starts that doesn't know the owner.
  await migrate(appUrl);
  expect(await locks()).toEqual([]);
});

test.runIf(timersFire)(
  "behind a pooler a migration waits for a table that somebody reads, and no other migration runs in the meantime",
  async () => {
    const { ownerUrl, appUrl, superuserUrl, locks } = await withPooler(await makeOlderDatabase());
    const reader = await holdBy(superuserUrl, READ_TOKENS);
    const told: string[] = [];
    const migrating = migrate(ownerUrl, appUrl, { onWait: (words) => told.push(words) });
    await expect.poll(locks, { timeout: 60_000 }).toContain(true);
    await reader.end();
    await migrating;
    expect(told[0]).toContain("Tables are in use");
    expect(await locks()).toEqual([]);
  },
);
