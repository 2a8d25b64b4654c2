import { foreignGrants } from "@watchword/db/foreign-grants";
import { migrate } from "@watchword/db/migrate";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { connect, makeRole, makeRoles, urlOf } from "./role-pairs.ts";

/** A database whose defaults give everything that is made there to a stranger, as one role makes it. */
async function withStranger(grantor: "owner" | "app") {
  const made = await makeRoles();
  const stranger = await makeRole("anon");
  const superuser = connect(made.superuserUrl);
  for (const kind of ["TABLES", "SEQUENCES", "FUNCTIONS", "SCHEMAS"]) {
    for (const role of [made[grantor], made.app])
      await sql`
        ALTER DEFAULT PRIVILEGES FOR ROLE ${sql.id(role)} GRANT ALL ON ${sql.raw(kind)} TO ${sql.id(stranger)}`.execute(
        superuser,
      );
  }
  return { ...made, stranger, superuser, asStranger: connect(urlOf(stranger, made.name)) };
}

const READ = sql`SELECT email FROM watchword.users`;
const SIGN_IN = sql`
  INSERT INTO watchword.sessions (secret_hash, user_id, epoch, expires_at, absolute_expires_at)
  VALUES ('\\x00', gen_random_uuid(), 0, now(), now())`;

test("a role that default privileges let in can neither read users nor insert a session", async () => {
  const { ownerUrl, appUrl, stranger, asStranger } = await withStranger("owner");
  const { revoked } = await migrate(ownerUrl, appUrl);
  expect(revoked.join()).toContain(`${stranger}: `);
  const tried = [
    READ,
    SIGN_IN,
    sql`SELECT * FROM watchword.audit_events_other`,
    sql`SELECT watchword.keep_audit_partitions(interval '0')`,
    sql`INSERT INTO watchword.mails (kind) VALUES ('email-otp')`,
    sql`SELECT name FROM watchword.migrations`,
  ];
  for (const statement of tried)
    await expect(statement.execute(asStranger)).rejects.toThrow(
      "permission denied for schema watchword",
    );
  expect(await foreignGrants(connect(appUrl))).toEqual([]);
});

test("the same holds if one role owns and serves, and for months that are created later", async () => {
  const { ownerUrl, asStranger } = await withStranger("owner");
  await migrate(ownerUrl);
  const db = connect(ownerUrl);
  const { rows } = await sql<{ name: string }>`
    SELECT 'audit_events_' || to_char(now() AT TIME ZONE 'UTC' + interval '1 month', 'YYYY_MM') AS name`.execute(
    db,
  );
  const month = sql.table(`watchword.${rows[0]?.name}`);
  await sql`DROP TABLE ${month}`.execute(db);
  await sql`SELECT keep_audit_partitions(interval '400 days')`.execute(db);
  for (const statement of [READ, SIGN_IN, sql`SELECT * FROM ${month}`])
    await expect(statement.execute(asStranger)).rejects.toThrow("permission denied");
  expect(await foreignGrants(db)).toEqual([]);
});

test("later grants are named, including those on columns, and the next migration removes them", async () => {
  const { ownerUrl, appUrl, stranger, asStranger } = await withStranger("owner");
  await migrate(ownerUrl, appUrl);
  const owner = connect(ownerUrl);
  await sql`GRANT SELECT ON sessions TO PUBLIC`.execute(owner);
  await sql`GRANT UPDATE (email), SELECT (email) ON users TO ${sql.id(stranger)}`.execute(owner);
  await sql`GRANT USAGE, CREATE ON SCHEMA watchword TO ${sql.id(stranger)}`.execute(owner);
  expect((await foreignGrants(connect(appUrl))).toSorted()).toEqual([
    "PUBLIC: SELECT on sessions",
    `${stranger}: SELECT, UPDATE, CREATE, USAGE on users, watchword`,
  ]);
  await migrate(ownerUrl, appUrl);
  await expect(READ.execute(asStranger)).rejects.toThrow("permission denied");
  expect(await foreignGrants(connect(appUrl))).toEqual([]);
});

test("another product's objects in other schemas keep their grants", async () => {
  const { ownerUrl, appUrl, asStranger, superuser, stranger } = await withStranger("owner");
  await connect(ownerUrl)
    .transaction()
    .execute(async (trx) => {
      await sql`CREATE SCHEMA shop`.execute(trx);
      await sql`SET LOCAL search_path = shop`.execute(trx);
      await sql`CREATE TABLE users (id integer)`.execute(trx);
      await sql`CREATE FUNCTION reserve_slots(text) RETURNS text LANGUAGE sql RETURN $1`.execute(
        trx,
      );
    });
  await migrate(ownerUrl, appUrl);
  expect((await sql`SELECT * FROM shop.users`.execute(asStranger)).rows).toEqual([]);
  expect((await sql`SELECT shop.reserve_slots('a') AS a`.execute(asStranger)).rows).toEqual([
    { a: "a" },
  ]);
  await sql`DROP OWNED BY ${sql.id(stranger)}`.execute(superuser);
});

test("a serving role that migrates by itself, and a superuser, take no rights from the serving role", async () => {
  const { ownerUrl, appUrl, superuserUrl } = await withStranger("owner");
  await migrate(ownerUrl, appUrl);
  await migrate(appUrl);
  await migrate(superuserUrl);
  const db = connect(appUrl);
  await db.selectFrom("users").select("id").execute();
  await db.insertInto("mails").values({ kind: "email-otp" }).execute();
});
