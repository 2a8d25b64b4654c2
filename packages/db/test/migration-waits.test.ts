import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { migrate } from "@watchword/db/migrate";
import { createDatabase, createPool } from "@watchword/db/pool";
import { type Kysely, sql } from "kysely";
import { expect, onTestFinished, test, vi } from "vitest";
import { changeTables } from "../src/locks/change-tables.ts";
import { withMigrationLock } from "../src/locks/migration-lock.ts";
import type { Database } from "../src/schema.ts";
import { holdBy, MIGRATE, READ_TOKENS } from "./held-locks.ts";
import { makeOlderDatabase } from "./older-database.ts";
import { connect, makeRoles } from "./role-pairs.ts";
import { timersFire } from "./timers-fire.ts";

/** With the limits of a serving process: a statement has five seconds. */
function serve(url: string): Kysely<Database> {
  const db = createDatabase(createPool(url));
  onTestFinished(() => db.destroy());
  return db;
}

/** Migrates in a process that can be killed; resolves with its backend once the condition holds for that. */
async function startMigrating(ownerUrl: string, superuserUrl: string, condition: string) {
  const program = `import { migrate } from "@watchword/db/migrate"; await migrate(process.argv[1]);`;
  const options = ["--input-type=module", "--eval", program, ownerUrl];
  const child = spawn(process.execPath, options, { cwd: import.meta.dirname, stdio: "ignore" });
  const ended = once(child, "exit");
  const superuser = connect(superuserUrl);
  const backend = await vi.waitFor(
    async () => {
      const { rows } = await sql<{ pid: number }>`
        SELECT pid FROM pg_stat_activity
        WHERE datname = current_database() AND ${sql.raw(condition)}`.execute(superuser);
      expect(rows).toHaveLength(1);
      return rows[0]?.pid ?? 0;
    },
    { timeout: 60_000 },
  );
  const isThere = async () => {
    const { rows } = await sql`SELECT FROM pg_stat_activity WHERE pid = ${backend}`.execute(
      superuser,
    );
    return rows.length > 0;
  };
  const kill = async () => {
    child.kill("SIGKILL");
    await ended;
  };
  return { kill, isThere };
}

test.runIf(timersFire)(
  "while a migration waits for a table that somebody reads, calls go on, and then it finishes",
  async () => {
    const { ownerUrl, superuserUrl } = await makeOlderDatabase();
    const reader = await holdBy(superuserUrl, READ_TOKENS);
    const calls = serve(ownerUrl);
    const told: string[] = [];
    const migrating = migrate(ownerUrl, ownerUrl, { onWait: (words) => told.push(words) });
    while (told.length === 0) await calls.selectFrom("tokens").select("id").execute();
    expect(told).toEqual([
      expect.stringMatching(`in use by .*process ${reader.pid} \\(\\w+, nightly dump`),
    ]);
    await calls.selectFrom("tokens").select("id").execute();
    await reader.end();
    await migrating;
    expect(await calls.selectFrom("tokens").select("voided").execute()).toEqual([]);
  },
);

test.runIf(timersFire)("whoever takes tables over waits for their users as briefly", async () => {
  const { owner, app, name, ownerUrl, appUrl, superuserUrl } = await makeRoles("app");
  await migrate(appUrl);
  const superuser = connect(superuserUrl);
  await sql`GRANT CREATE ON DATABASE ${sql.id(name)} TO ${sql.id(owner)}`.execute(superuser);
  await sql`GRANT ${sql.id(app)} TO ${sql.id(owner)}`.execute(superuser);
  await expectBriefWaits(superuserUrl, READ_TOKENS, (onWait) =>
    migrate(ownerUrl, appUrl, { onWait }),
  );
});

test.runIf(timersFire).each(["function_sets", "audit_retention"])(
  "so does what is done at each start, for %s",
  async (table) => {
    const { ownerUrl, superuserUrl } = await makeRoles();
    const options = { functions: [join(import.meta.dirname, "functions")], keepAuditDays: 500 };
    await migrate(ownerUrl, ownerUrl, options);
    await expectBriefWaits(superuserUrl, `LOCK TABLE watchword.${table} IN SHARE MODE`, (onWait) =>
      migrate(ownerUrl, ownerUrl, { ...options, onWait }),
    );
  },
);

async function expectBriefWaits(
  url: string,
  lock: string,
  start: (onWait: (words: string) => void) => Promise<unknown>,
): Promise<void> {
  const user = await holdBy(url, lock);
  const told: string[] = [];
  const migrating = start((words) => told.push(words));
  await expect.poll(() => told, { timeout: 60_000 }).not.toEqual([]);
  expect(told[0]).toMatch(new RegExp(`in use by .*process ${user.pid} \\(`));
  await user.end();
  await migrating;
}

test("a dump of everything doesn't hold up a start that has nothing to change", async () => {
  const { ownerUrl, appUrl, superuserUrl } = await makeRoles();
  await migrate(ownerUrl, appUrl);
  const { rows } = await sql<{ names: string }>`
    SELECT string_agg(format('watchword.%I', tablename), ', ') AS names FROM pg_tables
    WHERE schemaname = 'watchword'`.execute(connect(superuserUrl));
  await holdBy(superuserUrl, `LOCK TABLE ${rows[0]?.names} IN ACCESS SHARE MODE`);
  const told: string[] = [];
  await migrate(ownerUrl, appUrl, { onWait: (words) => told.push(words) });
  expect(told).toEqual([]);
});

test.runIf(timersFire)("a killed migrator doesn't go on waiting for a table", async () => {
  const { ownerUrl, superuserUrl } = await makeOlderDatabase();
  await holdBy(superuserUrl, READ_TOKENS);
  const migrator = await startMigrating(
    ownerUrl,
    superuserUrl,
    "wait_event_type = 'Lock' AND wait_event = 'relation'",
  );
  await migrator.kill();
  await expect.poll(migrator.isThere, { timeout: 60_000 }).toBe(false);
});

test.runIf(timersFire)("the transaction of a killed migrator ends", async () => {
  const { ownerUrl, superuserUrl } = await makeOlderDatabase();
  await sql
    .raw(`CREATE FUNCTION stall() RETURNS event_trigger LANGUAGE plpgsql AS
        'BEGIN PERFORM pg_sleep(600); END';
      CREATE EVENT TRIGGER stall ON ddl_command_start WHEN TAG IN ('ALTER TABLE')
        EXECUTE FUNCTION stall()`)
    .execute(connect(superuserUrl));
  const migrator = await startMigrating(ownerUrl, superuserUrl, "wait_event = 'PgSleep'");
  await migrator.kill();
  await expect.poll(migrator.isThere, { timeout: 60_000 }).toBe(false);
});

test.runIf(timersFire)(
  "a migration waits for another one, names it, and finally gives up",
  async () => {
    const { ownerUrl, superuserUrl } = await makeRoles();
    const other = await holdBy(superuserUrl, MIGRATE);
    const told: string[] = [];
    const migrating = migrate(ownerUrl, ownerUrl, { onWait: (words) => told.push(words) });
    await expect.poll(() => told, { timeout: 60_000 }).not.toEqual([]);
    expect(told).toEqual([
      expect.stringMatching(`being migrated by process ${other.pid} \\(\\w+, nightly dump`),
    ]);
    const db = connect(ownerUrl) as unknown as Kysely<unknown>;
    await expect(withMigrationLock(db, async () => {}, { giveUpAfterMs: 1 })).rejects.toMatchObject(
      {
        name: "BusyDatabaseError",
        message: expect.stringContaining(`SELECT pg_terminate_backend(${other.pid});`),
      },
    );
    await other.end();
    await migrating;
  },
);

test.runIf(timersFire)(
  "a migration gives up on a table that stays in use, names who uses it, and changes nothing",
  async () => {
    const { ownerUrl, superuserUrl } = await makeRoles();
    await migrate(ownerUrl);
    const reader = await holdBy(superuserUrl, READ_TOKENS);
    const db = connect(ownerUrl) as unknown as Kysely<unknown>;
    const changing = changeTables(
      db,
      async (trx) => {
        await sql`CREATE TABLE more ()`.execute(trx);
        await sql`ALTER TABLE tokens ADD COLUMN more text`.execute(trx);
      },
      { giveUpAfterMs: 1 },
    );
    await expect(changing).rejects.toMatchObject({
      name: "BusyDatabaseError",
      message: expect.stringContaining(`SELECT pg_terminate_backend(${reader.pid});`),
    });
    const { rows } = await sql`SELECT to_regclass('more') AS more`.execute(db);
    expect(rows).toEqual([{ more: null }]);
  },
);

test("a migration doesn't wait for an app that migrates its own tables with Kysely", async () => {
  const { ownerUrl, superuserUrl } = await makeRoles();
  await holdBy(superuserUrl, "SELECT pg_advisory_xact_lock(3853314791062309107)");
  await migrate(ownerUrl);
});
