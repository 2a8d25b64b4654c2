import { randomUUID } from "node:crypto";
import { createDatabase, createPool } from "@watchword/db/pool";
import { sql } from "kysely";
import { afterAll, afterEach, inject, onTestFinished } from "vitest";
import { inDatabase } from "../src/testing/in-database.ts";

const admin = createDatabase(createPool(inject("postgresUrl")));
const made: { databases: string[]; roles: string[] } = { databases: [], roles: [] };

afterEach(async () => {
  for (const name of made.databases.splice(0))
    await sql`DROP DATABASE IF EXISTS ${sql.id(name)} WITH (FORCE)`.execute(admin);
  for (const name of made.roles.splice(0))
    await sql`DROP ROLE IF EXISTS ${sql.id(name)}`.execute(admin);
});
afterAll(() => admin.destroy());

/** A role that is gone with the test, and nothing else. */
export async function makeRole(kind: string): Promise<string> {
  const name = `${kind}_${randomUUID().slice(0, 8)}`;
  await sql`CREATE ROLE ${sql.id(name)} LOGIN PASSWORD 'of no use'`.execute(admin);
  made.roles.push(name);
  return name;
}

/** An empty database as a managed Postgres gives one: whichever role owns it is no superuser. */
export async function makeRoles(databaseOwner: "owner" | "app" = "owner") {
  const roles = { owner: await makeRole("owner"), app: await makeRole("app") };
  const name = `product_${randomUUID().slice(0, 8)}`;
  await sql`CREATE DATABASE ${sql.id(name)} OWNER ${sql.id(roles[databaseOwner])}`.execute(admin);
  made.databases.push(name);
  return {
    ...roles,
    name,
    ownerUrl: urlOf(roles.owner, name),
    appUrl: urlOf(roles.app, name),
    superuserUrl: inDatabase(inject("postgresUrl"), name),
  };
}

export function urlOf(username: string, database: string): string {
  const url = new URL(inDatabase(inject("postgresUrl"), database));
  return Object.assign(url, { username, password: "of no use" }).href;
}

/** Connections that end with the test. */
export function connect(url: string) {
  const db = createDatabase(createPool(url, { max: 2 }));
  onTestFinished(() => db.destroy());
  return db;
}
