import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { createAuth } from "@watchword/auth";
import { migrate } from "@watchword/auth/migrate";
import { SECRET } from "@watchword/auth/testing/product";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@watchword/db/embedded";
import { makeFolder, makeUsedFolder, query } from "@watchword/db/testing/folder";
import { createDatabase, createPool } from "@watchword/db/pool";
import { isUnavailable } from "@watchword/db/unavailable";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { claimMails } from "../src/claim.ts";
import { startWorker, type Work } from "../src/worker.ts";

interface Server {
  folder: string;
  postgres: EmbeddedPostgres;
}

let first: Server;
let second: Server;

/** Two servers of one database: the first takes writes, the second is a standby. */
beforeAll(async () => {
  const folder = await makeUsedFolder();
  const copy = join(await makeFolder(), "postgres");
  const postgres = await startEmbeddedPostgres({ folder });
  await migrate(postgres.ownerUrl, postgres.url);
  await postgres.stop();
  await promisify(execFile)("cp", ["-a", folder, copy]);
  first = { folder, postgres: await startEmbeddedPostgres({ folder }) };
  second = { folder: copy, postgres: await startStandby(copy) };
});
afterAll(() => Promise.all([first, second].map(({ postgres }) => postgres.stop())));

async function startStandby(folder: string): Promise<EmbeddedPostgres> {
  await writeFile(join(folder, "data/standby.signal"), "");
  return startEmbeddedPostgres({ folder });
}

const portOf = ({ postgres }: Server) => new URL(postgres.url).port;

/** One URL with both hosts in it, the standby first. */
function listOf(as: "url" | "ownerUrl"): string {
  const hosts = `127.0.0.1:${portOf(second)},127.0.0.1:${portOf(first)}`;
  const one = first.postgres[as];
  return `${one.replace(/@[^/]+/, `@${hosts}`)}?target_session_attrs=read-write`;
}

async function portServing(db: ReturnType<typeof createDatabase>): Promise<string> {
  const { rows } = await sql<{ port: string }>`
    SELECT current_setting('port') AS port`.execute(db);
  return rows[0]?.port ?? "";
}

test("among several hosts the one that takes writes is used, to migrate and to serve", async () => {
  await migrate(listOf("ownerUrl"), listOf("url"));
  const db = createDatabase(createPool(listOf("url")));
  onTestFinished(() => db.destroy());
  const ports = await Promise.all(Array.from({ length: 10 }, () => portServing(db)));
  expect(new Set(ports)).toEqual(new Set([portOf(first)]));
});

test("among hosts in the URL's query the one that takes writes is used, as libpq reads them", async () => {
  const { username, password, pathname } = new URL(first.postgres.url);
  const ports = [second, first].map(portOf).join();
  const url = `postgres://${username}:${password}@${pathname}?host=127.0.0.1,127.0.0.1&port=${ports}`;
  const db = createDatabase(createPool(url));
  onTestFinished(() => db.destroy());
  expect(await portServing(db)).toBe(portOf(first));
});

test("a standby alone is refused because it takes no writes", async () => {
  const db = createDatabase(createPool(second.postgres.url));
  onTestFinished(() => db.destroy());
  const error = await portServing(db).catch((failure: unknown) => failure);
  expect(error).toMatchObject({ message: "The database takes no writes: it is a standby" });
  expect(isUnavailable(error)).toBe(true);
});

test("after a failover calls and mails go on at the new primary, and stay when the old one is back as a standby", async () => {
  const auth = createAuth({ database: listOf("url"), secret: SECRET });
  const { db } = auth;
  let sent = 0;
  const claim: Work["claim"] = async (lease, limit) => {
    const mails = await claimMails(auth, lease, "awaited", limit);
    return mails.map(({ id }) => ({ id, run: async () => void sent++ }));
  };
  const worker = startWorker([{ name: "mails", atOnce: 2, claim }], () => {});
  onTestFinished(async () => {
    await worker.stop();
    await auth.close();
  });
  expect(await portServing(db)).toBe(portOf(first));

  await first.postgres.stop();
  const down = await portServing(db).catch((failure: unknown) => failure);
  expect(isUnavailable(down)).toBe(true);
  await query(second.postgres.ownerUrl, "SELECT pg_promote()");
  const back = { timeout: 60_000, interval: 100 };
  await vi.waitFor(async () => expect(await portServing(db)).toBe(portOf(second)), back);
  await db.insertInto("mails").values({ kind: "password-changed" }).execute();
  await vi.waitFor(() => expect(sent).toBe(1), 60_000);

  first = { ...first, postgres: await startStandby(first.folder) };
  expect(await portServing(db)).toBe(portOf(second));
});
