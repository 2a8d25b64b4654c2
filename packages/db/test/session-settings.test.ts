import { createDatabase, createPool } from "@watchword/db/pool";
import { createTestDatabase, type TestDatabase } from "@watchword/db/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";

let database: TestDatabase;
let owner: ReturnType<typeof createDatabase>;
beforeAll(async () => {
  database = await createTestDatabase();
  owner = createDatabase(createPool(database.ownerUrl, { max: 1 }));
});
afterAll(async () => {
  await owner.destroy();
  await database.drop();
});

const ODD = {
  DateStyle: "'German, DMY'",
  client_encoding: "'LATIN1'",
  client_min_messages: "'error'",
  IntervalStyle: "'sql_standard'",
  TimeZone: "'Pacific/Chatham'",
  bytea_output: "'escape'",
  extra_float_digits: "-15",
  standard_conforming_strings: "off",
  array_nulls: "off",
  transform_null_equals: "on",
  row_security: "off",
  exit_on_error: "on",
  default_transaction_isolation: "'serializable'",
  default_transaction_deferrable: "on",
  search_path: "'nowhere'",
  statement_timeout: "'1ms'",
  lock_timeout: "'1ms'",
  idle_session_timeout: "'50ms'",
  idle_in_transaction_session_timeout: "'1ms'",
};

/** What shows that values are written and read as they are meant. */
async function lookAround(url: string) {
  const db = createDatabase(createPool(url, { max: 1 }));
  try {
    const { rows } = await sql`
      SELECT timestamptz '2026-02-03 04:05:06+00' AS at, '\\x00ff'::bytea AS bytes, 'a\\b' AS text,
        0.1::float8 + 0.2::float8 AS sum, ${["a", null]}::text[] AS list, 'ñ→' AS letters,
        current_setting('transaction_isolation') AS isolation, pg_sleep(0.1)::text AS slept,
        current_setting('search_path') AS path, (NULL = NULL) AS unknown, interval '1 day' AS day`.execute(
      db,
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    await db.insertInto("mails").values({ kind: "email-otp" }).execute();
    return rows;
  } finally {
    await db.destroy();
  }
}

test("odd defaults of the role, the database or both don't change what is read and written", async () => {
  const expected = await lookAround(database.url);
  const { username, pathname } = new URL(database.url);
  const [role, name] = [sql.id(username), sql.id(pathname.slice(1))];
  for (const whose of [sql`DATABASE ${name}`, sql`ROLE ${role} IN DATABASE ${name}`]) {
    for (const [setting, value] of Object.entries(ODD))
      await sql`ALTER ${whose} SET ${sql.raw(setting)} = ${sql.raw(value)}`.execute(owner);
    expect(await lookAround(database.url)).toEqual(expected);
    await sql`ALTER ${whose} RESET ALL`.execute(owner);
  }
  expect(expected).toMatchObject([
    { at: new Date("2026-02-03T04:05:06Z"), bytes: Buffer.from([0, 255]), text: "a\\b" },
  ]);
});

test("a role that is read-only by default can write, and a database that is read-only isn't written to", async () => {
  const { username, pathname } = new URL(database.url);
  const [role, name] = [sql.id(username), sql.id(pathname.slice(1))];
  const readOnly = sql`SET default_transaction_read_only = on`;
  await sql`ALTER ROLE ${role} IN DATABASE ${name} ${readOnly}`.execute(owner);
  await lookAround(database.url);
  await sql`ALTER ROLE ${role} IN DATABASE ${name} RESET ALL`.execute(owner);
  await sql`ALTER DATABASE ${name} ${readOnly}`.execute(owner);
  await expect(lookAround(database.url)).rejects.toMatchObject({
    code: "25006",
    message: "The database takes no writes: default_transaction_read_only is on (database)",
  });
  await sql`ALTER DATABASE ${name} RESET ALL`.execute(owner);
});

test("options in the URL apply, but ours take precedence", async () => {
  const url = new URL(database.url);
  url.searchParams.set("options", "-cwork_mem=9MB -c datestyle=German");
  url.searchParams.set("statement_timeout", "1");
  const pool = createPool(url.href, { max: 1 });
  const { rows } = await pool.query(`
    SELECT current_setting('work_mem') AS memory, current_setting('datestyle') AS style, pg_sleep(0.1)::text,
      current_setting('plan_cache_mode') AS plans, current_setting('statement_timeout') AS longest`);
  await pool.end();
  expect(rows).toEqual([
    {
      memory: "9MB",
      style: expect.stringMatching(/^ISO/),
      pg_sleep: "",
      plans: "force_generic_plan",
      longest: "5s",
    },
  ]);
});

test("a host that vanishes keeps its sessions for half a minute", async () => {
  const pool = createPool(database.url, { max: 1 });
  const { rows } = await pool.query(`
    SELECT current_setting('tcp_keepalives_idle') AS idle, current_setting('tcp_keepalives_interval') AS every,
      current_setting('tcp_keepalives_count') AS times`);
  await pool.end();
  expect(rows).toEqual([{ idle: "15", every: "5", times: "3" }]);
});

test("behind a pooler a role finds names in our schema or is refused, with the SQL that helps", async () => {
  const pooled = `${database.url}?pgbouncer=true`;
  const words = await lookAround(pooled).catch((error: Error) => error.message);
  const [statement = ""] = /ALTER ROLE .*;/.exec(String(words)) ?? [];
  expect(words).toContain('Sessions have the search_path "$user", public');
  await sql.raw(statement).execute(owner);
  expect(await lookAround(pooled)).toMatchObject([{ path: "watchword, pg_temp" }]);
  const inOther = createPool(pooled, { schema: "other", max: 1 });
  await expect(inOther.query("SELECT")).rejects.toMatchObject({ code: "3F000" });
  await inOther.end();
  await sql.raw(statement.replace(/SET .*/, "RESET ALL")).execute(owner);
});
