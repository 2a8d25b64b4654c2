import { randomUUID } from "node:crypto";
import { createDatabase, createPool } from "@watchword/db/pool";
import { inject, onTestFinished } from "vitest";
import { inDatabase } from "../src/testing/in-database.ts";
import { asSuperuser } from "../src/testing/superuser.ts";

const made: { databases: string[]; roles: string[] } = { databases: [], roles: [] };

async function dropAll(): Promise<void> {
  for (const name of made.databases.splice(0))
    await asSuperuser(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  for (const name of made.roles.splice(0)) await asSuperuser(`DROP ROLE IF EXISTS ${name}`);
}

/** A role that is gone with the test, and nothing else. */
export async function makeRole(kind: string): Promise<string> {
  if (made.roles.length === 0) onTestFinished(dropAll);
  const name = `${kind}_${randomUUID().slice(0, 8)}`;
  made.roles.push(name);
  await asSuperuser(`CREATE ROLE ${name} LOGIN PASSWORD 'of no use'`);
  return name;
}

/** An empty database as a managed Postgres gives one: whichever role owns it is no superuser. */
export async function makeRoles(databaseOwner: "owner" | "app" = "owner") {
  const roles = { owner: await makeRole("owner"), app: await makeRole("app") };
  const name = `product_${randomUUID().slice(0, 8)}`;
  await asSuperuser(`CREATE DATABASE ${name} OWNER ${roles[databaseOwner]}`);
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

/** Connections that end with the test. What a test sets up may take longer than what the product asks. */
export function connect(url: string) {
  const db = createDatabase(createPool(url, { max: 2, statementTimeoutMs: 60_000 }));
  onTestFinished(() => db.destroy());
  return db;
}
