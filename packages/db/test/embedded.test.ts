import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { EmbeddedPostgresError, startEmbeddedPostgres } from "@watchword/db/embedded";
import { expect, onTestFinished, test, vi } from "vitest";
import { makeFolder, makeUsedFolder, query } from "../src/testing/folder.ts";
import { startElsewhere } from "./starter.ts";

async function start(folder: string) {
  const postgres = await startEmbeddedPostgres({ folder });
  onTestFinished(() => postgres.stop());
  return postgres;
}

test("it is Postgres 18, and accepts 200 connections, only on 127.0.0.1", async () => {
  const folder = join(await makeFolder(), "data-dir", "postgres");
  const { ownerUrl, owned } = await start(folder);
  expect(owned).toBe(true);
  const settings = `
    SELECT current_database() AS name, current_setting('server_version') AS version,
      current_setting('max_connections') AS connections, current_setting('fsync') AS fsync,
      current_setting('listen_addresses') AS addresses, current_setting('server_encoding') AS encoding,
      current_setting('unix_socket_directories') AS sockets, lower('É') AS lower`;
  expect(await query(ownerUrl, settings)).toEqual({
    name: "watchword",
    version: expect.stringMatching(/^18\./),
    connections: "200",
    fsync: "on",
    addresses: "127.0.0.1",
    encoding: "UTF8",
    sockets: "",
    lower: "é",
  });
});

test("only users who may read the folder can connect", async () => {
  const folder = await makeUsedFolder();
  const { url, ownerUrl } = await start(folder);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  for (const [role, file] of [
    [url, "app-password"],
    [ownerUrl, "password"],
  ] as const) {
    expect((await stat(join(folder, file))).mode & 0o777).toBe(0o600);
    expect(new URL(role).password).toBe(
      await readFile(join(folder, file), "utf8").then((text) => text.trim()),
    );
    const guessed = Object.assign(new URL(role), { password: "guessed" }).href;
    await expect(query(guessed, "SELECT")).rejects.toThrow("password authentication failed");
  }
});

test("its log doesn't quote the rows that it refuses", async () => {
  const folder = await makeUsedFolder();
  const { ownerUrl } = await start(folder);
  await query(ownerUrl, "CREATE TABLE taken AS SELECT 'ada@example.com' AS email");
  await query(ownerUrl, "ALTER TABLE taken ADD PRIMARY KEY (email)");
  await expect(query(ownerUrl, "INSERT INTO taken TABLE taken")).rejects.toThrow("taken_pkey");
  const log = await readFile(join(folder, "log"), "utf8");
  expect(log).toContain("taken_pkey");
  expect(log).not.toContain("ada@example.com");
});

test("a restart keeps the data, the password and the port", async () => {
  const folder = await makeUsedFolder();
  const first = await start(folder);
  await query(first.ownerUrl, "CREATE TABLE kept AS SELECT 42 AS answer");
  await first.stop();
  await expect(query(first.url, "SELECT")).rejects.toThrow("ECONNREFUSED");
  const second = await start(folder);
  expect(second.owned).toBe(true);
  expect(await query(second.ownerUrl, "SELECT * FROM kept")).toEqual({ answer: 42 });
  expect(second.url).toBe(first.url);
});

test("another process gets the same Postgres and can't stop it", async () => {
  const folder = await makeUsedFolder();
  const starter = await startElsewhere(folder);
  const guest = await startEmbeddedPostgres({ folder });
  expect(guest).toMatchObject({ url: starter.url, owned: false });
  await guest.stop();
  await expect(query(guest.url, "SELECT")).resolves.toBeDefined();
  await starter.stop();
  await expect(query(guest.url, "SELECT")).rejects.toThrow("ECONNREFUSED");
});

test("if three processes start at once on an empty folder, one starts Postgres and the others connect to it", async () => {
  const folder = join(await makeFolder(), "data-dir", "postgres");
  const started = await Promise.all([
    start(folder),
    startElsewhere(folder),
    startElsewhere(folder),
  ]);
  expect(new Set(started.map(({ url }) => url)).size).toBe(1);
  expect(started.filter(({ owned }) => owned)).toHaveLength(1);
  await Promise.all(started.map(({ stop }) => stop()));
});

test("stopping twice has the same effect as stopping once", async () => {
  const folder = await makeUsedFolder();
  const postgres = await start(folder);
  await Promise.all([postgres.stop(), postgres.stop()]);
});

test("a folder of another major version is refused and left as it was", async () => {
  const folder = await makeUsedFolder();
  const version = join(folder, "data/PG_VERSION");
  await writeFile(version, "17\n");
  await expect(start(folder)).rejects.toThrow(
    /holds the data of Postgres 17, and this is Postgres 18/,
  );
  await expect(start(folder)).rejects.toBeInstanceOf(EmbeddedPostgresError);
  expect(await readFile(version, "utf8")).toBe("17\n");
});

test("when Postgres doesn't start, the end of its log says why", async () => {
  const folder = await makeUsedFolder();
  await writeFile(join(folder, "data/postgresql.conf"), "no_such_setting = 1\n");
  await expect(start(folder)).rejects.toThrow(/didn't start.*no_such_setting/s);
});

test("a platform without a package is named", async () => {
  const folder = await makeUsedFolder();
  const arch = vi.spyOn(process, "arch", "get").mockReturnValue("mips");
  await expect(start(folder)).rejects.toThrow(/No embedded Postgres is installed for \w+-mips/);
  arch.mockRestore();
});

test("a password that is lost or wrong is named, and Postgres doesn't stay", async () => {
  const folder = await makeUsedFolder();
  const password = join(folder, "password");
  await writeFile(password, "not the one");
  await expect(start(folder)).rejects.toThrow(
    /refuses connections: password authentication failed/,
  );
  await writeFile(password, "");
  await expect(start(folder)).rejects.toThrow(/password is lost/);
  expect(await readdir(join(folder, "data"))).not.toContain("postmaster.pid");
});
