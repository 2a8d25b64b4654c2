import { randomUUID } from "node:crypto";
import { type Auth, createAuth } from "@watchword/auth";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { look } from "../src/health/readiness.ts";
import { openReadyDatabase, PATIENT_MS, type ReadyDatabase, SECRET } from "./ready-database.ts";

let database: ReadyDatabase;
let auth: Auth;
beforeAll(async () => {
  database = await openReadyDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  auth = await database.begin();
});
afterEach(() => database.end(auth));

const ready = () => look({ auth }, PATIENT_MS).answer;

describe("a process isn't ready", () => {
  /** What a process finds that starts while the database has the setting. */
  async function readyWith(setting: string, value: string, url = database.url) {
    const { rows } = await sql<{ name: string }>`SELECT current_database() AS name`.execute(
      database.owner,
    );
    const name = sql.id(rows[0]?.name ?? "");
    await sql`ALTER DATABASE ${name} SET ${sql.raw(setting)} = ${sql.lit(value)}`.execute(
      database.owner,
    );
    const later = createAuth({ database: url, secret: SECRET });
    const found = await look({ auth: later }, PATIENT_MS).answer;
    await sql`ALTER DATABASE ${name} RESET ${sql.raw(setting)}`.execute(database.owner);
    await later.close();
    return found;
  }

  it("if the database is read-only, as after a failover", async () => {
    const found = await readyWith("default_transaction_read_only", "on");
    expect(found).toMatchObject({
      ok: false,
      checks: { database: expect.stringContaining("read-only") },
    });
  });

  it("behind a pooler whose sessions find names elsewhere, or write dates in another way", async () => {
    const pooled = `${database.url}?pgbouncer=true`;
    expect(await readyWith("datestyle", "ISO", pooled)).toMatchObject({
      ok: false,
      checks: { database: "can't be written to: sessions find names in another schema" },
    });
    const role = sql.id(new URL(database.url).username);
    await sql`ALTER ROLE ${role} SET search_path = watchword, pg_temp`.execute(database.owner);
    const found = await readyWith("datestyle", "German", pooled);
    await sql`ALTER ROLE ${role} RESET search_path`.execute(database.owner);
    expect(found).toMatchObject({ ok: false, checks: { settings: "datestyle is German, DMY" } });
    expect(await readyWith("datestyle", "German")).toMatchObject({ ok: true });
  });

  it.each(["sessions", "mails"])("while %s is locked, and doesn't wait for it", async (table) => {
    const lock = await database.owner.startTransaction().execute();
    await sql`SET LOCAL idle_in_transaction_session_timeout = 0`.execute(lock);
    await sql`LOCK TABLE ${sql.table(table)}`.execute(lock);
    const found = await look({ auth }).answer;
    await lock.rollback().execute();
    // Who waited until Postgres cancels the statement would hear that a table is locked.
    expect(found).toMatchObject({ ok: false, checks: { database: "no answer in time" } });
  });

  it("without the right to use the functions of its release", async () => {
    const { rows } = await sql<{ schema: string }>`SELECT schema FROM function_sets`.execute(
      database.owner,
    );
    const schema = sql.id(rows[0]?.schema ?? "");
    await sql`REVOKE USAGE ON SCHEMA ${schema} FROM watchword_app`.execute(database.owner);
    const found = await ready();
    await sql`GRANT USAGE ON SCHEMA ${schema} TO watchword_app`.execute(database.owner);
    expect(found).toMatchObject({
      ok: false,
      checks: { database: expect.stringContaining("lacks rights") },
    });
  });

  it("without the functions of its release", async () => {
    const { rows } = await sql<{ schema: string }>`SELECT schema FROM function_sets`.execute(
      database.owner,
    );
    const schema = sql.id(rows[0]?.schema ?? "");
    await sql`ALTER SCHEMA ${schema} RENAME TO elsewhere`.execute(database.owner);
    const found = await ready();
    await sql`ALTER SCHEMA elsewhere RENAME TO ${schema}`.execute(database.owner);
    expect(found).toMatchObject({
      ok: false,
      checks: { database: expect.stringContaining("SQL functions of this release are missing") },
    });
  });

  it.each([
    ["EXECUTE ON FUNCTION keep_audit_partitions", "EXECUTE on keep_audit_partitions(interval)"],
    ["UPDATE ON alerts", "UPDATE on alerts"],
  ])("without the right to %s, which no sign-in needs at first", async (right, said) => {
    await sql`REVOKE ${sql.raw(right)} FROM watchword_app`.execute(database.owner);
    const found = await ready();
    await sql`GRANT ${sql.raw(right)} TO watchword_app`.execute(database.owner);
    expect(found).toMatchObject({ ok: false, checks: { rights: `this role lacks ${said}` } });
  });

  it("with another secret than the database's", async () => {
    const other = createAuth({ database: database.url, secret: randomUUID() + randomUUID() });
    const found = await look({ auth: other }, PATIENT_MS).answer;
    await other.close();
    expect(found).toMatchObject({
      ok: false,
      checks: { database: "ok", keys: "no secret of this process opens the database's key" },
    });
  });

  it("on a schema that lacks a migration", async () => {
    const taken = await sql<{ name: string; timestamp: string }>`
      DELETE FROM migrations WHERE name = '0001-baseline' RETURNING *`.execute(database.owner);
    const found = await ready();
    const [row] = taken.rows;
    await sql`INSERT INTO migrations VALUES (${row?.name}, ${row?.timestamp})`.execute(
      database.owner,
    );
    expect(found).toMatchObject({ ok: false, checks: { migrations: "pending: 0001-baseline" } });
  });

  it("if it can't reach the database", async () => {
    const nowhere = createAuth({
      database: "postgres://nobody@127.0.0.1:1/none",
      secret: SECRET,
    });
    const found = await look({ auth: nowhere }).answer;
    await nowhere.close();
    expect(found).toMatchObject({
      ok: false,
      checks: { database: "unreachable", keys: "unknown" },
    });
  });
});
