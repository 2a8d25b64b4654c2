import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createDatabase, createPool } from "@watchword/db/pool";
import { inDatabase } from "@watchword/db/testing/in-database";
import { listMailbox } from "@watchword/emails/mailbox";
import { Logger, makeWorkerUtils, run as runWorker, type Runner } from "graphile-worker";
import { Kysely, sql } from "kysely";
import { Migrator } from "kysely/migration";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { type Deployment, openDeployment, until, type WebProcess } from "./processes.ts";

const id = randomUUID().slice(0, 8);
const [name, app, serving, stranger] = [`shop_${id}`, `app_${id}`, `ww_${id}`, `bi_${id}`];
const admin = createDatabase(createPool(inject("postgresUrl"), { max: 1 }));
const adminUrl = inDatabase(inject("postgresUrl"), name);
const urlAs = (username: string) =>
  Object.assign(new URL(adminUrl), { username, password: "of no use" }).href;

let shop: Kysely<unknown>;
let runner: Runner;
let mailboxDir: string;
let deployment: Deployment;
/** The app's job runs until it may end. */
const mayEnd = Promise.withResolvers<void>();
const begun = Promise.withResolvers<void>();

beforeAll(async () => {
  mailboxDir = await mkdtemp(path.join(tmpdir(), "watchword-mailbox-"));
  await sql`CREATE DATABASE ${sql.id(name)}`.execute(admin);
  for (const role of [app, serving, stranger])
    await sql`CREATE ROLE ${sql.id(role)} LOGIN PASSWORD 'of no use'`.execute(admin);
  shop = createDatabase(createPool(adminUrl, { max: 2 })) as unknown as Kysely<unknown>;
  await openShop();
  deployment = openDeployment({ databaseUrl: urlAs(serving), mailboxDir });
});

afterAll(async () => {
  await deployment.close();
  mayEnd.resolve();
  await runner.stop();
  await shop.destroy();
  // A runner that has stopped may still be closing connections: cut off, they would raise errors that nobody handles.
  await until(async () => (await connections()) === 0);
  await sql`DROP DATABASE ${sql.id(name)} WITH (FORCE)`.execute(admin);
  for (const role of [app, serving, stranger]) await sql`DROP ROLE ${sql.id(role)}`.execute(admin);
  await admin.destroy();
  await rm(mailboxDir, { recursive: true });
});

async function connections(): Promise<number> {
  const { rows } = await sql`
    SELECT FROM pg_stat_activity WHERE datname = ${name}`.execute(admin);
  return rows.length;
}

/** An app with tables that are called like ours, migrations, a job that runs, and generous defaults. */
async function openShop(): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(shop);
  await run(`GRANT CREATE ON DATABASE ${name} TO ${app}, ${serving}`);
  await run(`GRANT CREATE ON SCHEMA public TO ${app}`);
  for (const kind of ["TABLES", "SEQUENCES", "FUNCTIONS", "SCHEMAS"])
    await run(
      `ALTER DEFAULT PRIVILEGES FOR ROLE ${app}, ${serving} GRANT ALL ON ${kind} TO ${stranger}`,
    );
  await run(`ALTER DATABASE ${name} SET search_path = public`);
  await run(`ALTER ROLE ${serving} IN DATABASE ${name} SET search_path = graphile_worker, public`);
  await migrateShop();
  const logger = new Logger(() => () => {});
  const utils = await makeWorkerUtils({ connectionString: urlAs(app), logger });
  await utils.migrate();
  await utils.addJob("stock", {});
  await utils.release();
  runner = await runWorker({
    connectionString: urlAs(app),
    noHandleSignals: true,
    logger,
    taskList: {
      async stock(_payload, { withPgClient }) {
        const note = (what: string) =>
          withPgClient((client) =>
            client.query("INSERT INTO public.runs (what) VALUES ($1)", [what]),
          );
        await note("began");
        begun.resolve();
        await mayEnd.promise;
        await note("ended");
      },
    },
  });
  await begun.promise;
}

async function migrateShop(): Promise<void> {
  await shop.connection().execute(async (db) => {
    await sql`SET search_path = public`.execute(db);
    await sql`SET ROLE ${sql.id(app)}`.execute(db);
    const init = async (trx: Kysely<unknown>) => {
      await sql
        .raw(
          `CREATE TABLE users (id serial PRIMARY KEY, email text NOT NULL);
           CREATE TABLE sessions (id serial PRIMARY KEY, user_id integer REFERENCES users);
           CREATE TABLE tokens (token text PRIMARY KEY);
           CREATE TABLE runs (what text NOT NULL);
           CREATE FUNCTION uuid_by_time() RETURNS text LANGUAGE sql RETURN 'the app''s own';
           INSERT INTO users (email) VALUES ('ada@example.com');
           INSERT INTO sessions (user_id) VALUES (1);
           INSERT INTO tokens VALUES ('a');`,
        )
        .execute(trx);
    };
    const provider = { getMigrations: async () => ({ "0001-init": { up: init } }) };
    const { error } = await new Migrator({ db, provider }).migrateToLatest();
    await sql`RESET ROLE`.execute(db);
    await sql`SET search_path = watchword, pg_temp`.execute(db);
    if (error !== undefined) throw error;
  });
}

/** Everything outside of Watchword's schemas: what there is, whose it is, who may do what, and each row. */
async function lookAtShop(): Promise<unknown> {
  const { rows: objects } = await sql`
    WITH schema AS (
      SELECT * FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema|watchword)'
    )
    SELECT 'schema' AS kind, nspname::text AS name, concat_ws(' ', nspowner, nspacl) AS what FROM schema
    UNION ALL SELECT relkind::text, pg_class.oid::text, concat_ws(' ', relname, relowner, relacl, reloptions, relfilenode)
      FROM pg_class JOIN schema ON schema.oid = relnamespace
    UNION ALL SELECT 'column', format('%s %s', attrelid, attnum), concat_ws(' ', attname, atttypid, attacl, attnotnull)
      FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid JOIN schema ON schema.oid = relnamespace
    UNION ALL SELECT 'constraint', pg_constraint.oid::text, pg_get_constraintdef(pg_constraint.oid)
      FROM pg_constraint JOIN schema ON schema.oid = connamespace
    UNION ALL SELECT 'trigger', pg_trigger.oid::text, pg_get_triggerdef(pg_trigger.oid)
      FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid JOIN schema ON schema.oid = relnamespace
    UNION ALL SELECT 'function', pg_proc.oid::text, concat_ws(' ', prosrc, proowner, proacl, proconfig)
      FROM pg_proc JOIN schema ON schema.oid = pronamespace
    UNION ALL SELECT 'default', pg_default_acl.oid::text, defaclacl::text FROM pg_default_acl
    UNION ALL SELECT 'setting', format('%s %s', setdatabase, setrole), setconfig::text FROM pg_db_role_setting
    UNION ALL SELECT 'extension', extname::text, extversion FROM pg_extension
    ORDER BY 1, 2`.execute(shop);
  const { rows: tables } = await sql<{ name: string }>`
    SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
    WHERE schemaname !~ '^(pg_|information_schema|watchword)' ORDER BY 1`.execute(shop);
  const rows: Record<string, unknown> = {};
  for (const { name: table } of tables) {
    const all = sql`SELECT t::text AS row FROM ${sql.raw(table)} AS t ORDER BY 1`;
    rows[table] = (await all.execute(shop)).rows;
  }
  return { objects, rows };
}

async function call(web: WebProcess, procedure: string, input: object) {
  const response = await fetch(`${web.url}/api/trpc/${procedure}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(input),
  });
  const answer = (await response.json()) as { result?: { data: Record<string, unknown> } };
  expect(answer, procedure).toHaveProperty("result");
  return answer.result?.data ?? {};
}

async function signIn(web: WebProcess, email: string): Promise<void> {
  const { otpId } = await call(web, "emailOtp.request", { email });
  await until(async () => (await listMailbox(mailboxDir, { to: email })).length > 0);
  const [mail] = await listMailbox(mailboxDir, { to: email });
  const code = /\b\d{6}\b/.exec(mail?.subject ?? "")?.[0];
  const signedIn = await call(web, "emailOtp.signIn", { otpId, code, transport: "token" });
  expect(signedIn).toMatchObject({ user: { email } });
}

it("an app in the same database keeps all that it has while Watchword migrates, serves and is killed", async () => {
  const before = await lookAtShop();
  const first = await deployment.startWeb();
  await signIn(first, "ada@example.com");
  await first.kill();
  const second = await deployment.startWeb();
  await signIn(second, "bob@example.com");
  await second.kill();
  expect(await lookAtShop()).toEqual(before);

  mayEnd.resolve();
  const jobs = async () =>
    (await sql`SELECT FROM graphile_worker._private_jobs`.execute(shop)).rows;
  await until(async () => (await jobs()).length === 0);
  const { rows: runs } = await sql`SELECT what FROM public.runs`.execute(shop);
  expect(runs).toEqual([{ what: "began" }, { what: "ended" }]);
});

it("no other role can use what Watchword keeps", async () => {
  const { rows: open } = await sql`
    SELECT role, nspname FROM unnest(ARRAY[${stranger}, ${app}]) AS role, pg_namespace
    WHERE nspname ~ '^watchword'
      AND (has_schema_privilege(role, oid, 'USAGE') OR has_schema_privilege(role, oid, 'CREATE'))
    UNION ALL
    SELECT role, relname FROM unnest(ARRAY[${stranger}, ${app}]) AS role, pg_class
    WHERE relnamespace IN (SELECT oid FROM pg_namespace WHERE nspname ~ '^watchword')
      AND relkind IN ('r', 'p') AND has_table_privilege(role, oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')
    UNION ALL
    SELECT role, proname FROM unnest(ARRAY[${stranger}, ${app}]) AS role, pg_proc
    WHERE pronamespace IN (SELECT oid FROM pg_namespace WHERE nspname ~ '^watchword')
      AND has_function_privilege(role, oid, 'EXECUTE')`.execute(shop);
  expect(open).toEqual([]);
  const asStranger = createDatabase(createPool(urlAs(stranger), { max: 1 }));
  await expect(sql`SELECT * FROM watchword.sessions`.execute(asStranger)).rejects.toThrow(
    "permission denied for schema watchword",
  );
  await asStranger.destroy();
});
