import { randomUUID } from "node:crypto";
import { createDatabase, createPool } from "@watchword/db/pool";
import { inDatabase } from "@watchword/db/testing/in-database";
import { asSuperuser } from "@watchword/db/testing/superuser";
import { Logger, makeWorkerUtils, run as runWorker } from "graphile-worker";
import { Kysely, sql } from "kysely";
import { Migrator } from "kysely/migration";
import { inject } from "vitest";
import { until } from "./processes.ts";

/** The database of an app that Watchword is to live in, and the roles that use it. */
interface ShopDatabase {
  /** The database itself, as its superuser. */
  database: Kysely<unknown>;
  /** The roles of the app, of Watchword, and of somebody who has nothing to do with it. */
  app: string;
  serving: string;
  stranger: string;
  urlAs(role: string): string;
}

/** An app with tables that are called like ours, and a job that runs until it may end. */
export interface Shop extends ShopDatabase {
  endJob(): void;
  close(): Promise<void>;
}

export async function startShop(): Promise<Shop> {
  const id = randomUUID().slice(0, 8);
  const [name, app, serving, stranger] = [`shop_${id}`, `app_${id}`, `ww_${id}`, `bi_${id}`];
  const adminUrl = inDatabase(inject("postgresUrl"), name);
  const urlAs = (username: string) =>
    Object.assign(new URL(adminUrl), { username, password: "of no use" }).href;
  await asSuperuser(`CREATE DATABASE ${name}`);
  const roles = [app, serving, stranger];
  for (const role of roles) await asSuperuser(`CREATE ROLE ${role} LOGIN PASSWORD 'of no use'`);
  const database = createDatabase(
    createPool(adminUrl, { max: 2, statementTimeoutMs: 0 }),
  ) as unknown as Kysely<unknown>;
  const shop = { database, app, serving, stranger, urlAs };
  await setDefaults(shop, name);
  await migrateShop(shop);
  const { runner, endJob } = await startJob(urlAs(app));

  const connections = () => asSuperuser(`SELECT FROM pg_stat_activity WHERE datname = '${name}'`);

  return {
    ...shop,
    endJob,
    async close() {
      endJob();
      await runner.stop();
      await database.destroy();
      // A runner that has stopped may still be closing connections: cut off, they would raise errors that nobody handles.
      await until(async () => (await connections()).rowCount === 0);
      await asSuperuser(`DROP DATABASE ${name} WITH (FORCE)`);
      for (const role of roles) await asSuperuser(`DROP ROLE ${role}`);
    },
  };
}

/** Grants and settings as generous as an app may have them. */
async function setDefaults({ database, app, serving, stranger }: ShopDatabase, name: string) {
  const run = (text: string) => sql.raw(text).execute(database);
  await run(`GRANT CREATE ON DATABASE ${name} TO ${app}, ${serving}`);
  await run(`GRANT CREATE ON SCHEMA public TO ${app}`);
  for (const kind of ["TABLES", "SEQUENCES", "FUNCTIONS", "SCHEMAS"])
    await run(
      `ALTER DEFAULT PRIVILEGES FOR ROLE ${app}, ${serving} GRANT ALL ON ${kind} TO ${stranger}`,
    );
  await run(`ALTER DATABASE ${name} SET search_path = public`);
  await run(`ALTER ROLE ${serving} IN DATABASE ${name} SET search_path = graphile_worker, public`);
}

/** Resolves once the job runs. */
async function startJob(connectionString: string) {
  const mayEnd = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const logger = new Logger(() => () => {});
  const utils = await makeWorkerUtils({ connectionString, logger });
  await utils.migrate();
  await utils.addJob("stock", {});
  await utils.release();
  const runner = await runWorker({
    connectionString,
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
  return { runner, endJob: () => mayEnd.resolve() };
}

async function migrateShop({ database, app }: ShopDatabase): Promise<void> {
  await database.connection().execute(async (db) => {
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
export async function lookAtShop({ database }: ShopDatabase): Promise<unknown> {
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
    ORDER BY 1, 2`.execute(database);
  const { rows: tables } = await sql<{ name: string }>`
    SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
    WHERE schemaname !~ '^(pg_|information_schema|watchword)' ORDER BY 1`.execute(database);
  const rows: Record<string, unknown> = {};
  for (const { name: table } of tables) {
    const all = sql`SELECT t::text AS row FROM ${sql.raw(table)} AS t ORDER BY 1`;
    rows[table] = (await all.execute(database)).rows;
  }
  return { objects, rows };
}
