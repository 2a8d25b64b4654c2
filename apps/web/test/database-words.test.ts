import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { TLSSocket } from "node:tls";
import { promisify } from "node:util";
import { withClient } from "@watchword/db/connect";
import { createPool } from "@watchword/db/pool";
import { createTestDatabase } from "@watchword/db/testing";
import { startProxy } from "@watchword/db/testing/proxy";
import { expect, onTestFinished, test } from "vitest";
import { refusalInWords } from "../src/server/database-words.ts";
import { commandOf, until } from "./processes.ts";
import { startScript } from "./running-process.ts";

const WEB = path.resolve(import.meta.dirname, "..");

/** A server that speaks Postgres as far as the start of TLS, with a certificate that it signed itself. */
async function startTlsServer(speaksTls = true) {
  const folder = await mkdtemp(path.join(tmpdir(), "watchword-tls-"));
  const [key, cert] = [path.join(folder, "key.pem"), path.join(folder, "cert.pem")];
  const names = ["-subj", "/CN=db.example.com", "-addext", "subjectAltName=DNS:db.example.com"];
  const made = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  const files = ["-keyout", key, "-out", cert, "-days", "2"];
  await promisify(execFile)("openssl", ["req", "-x509", ...made, ...files, ...names]);
  const identity = { key: await readFile(key), cert: await readFile(cert) };
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => {
      socket.write(speaksTls ? "S" : "N");
      if (speaksTls) new TLSSocket(socket, { isServer: true, ...identity }).on("error", () => {});
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    server.close();
    await rm(folder, { recursive: true });
  });
  return { port: (server.address() as AddressInfo).port, cert };
}

async function wordsFor(port: number, query: string): Promise<string | null> {
  const url = `postgres://watchword:secret@127.0.0.1:${port}/watchword?${query}`;
  const error = await withClient(url, async () => null).catch((failure: unknown) => failure);
  return refusalInWords(error);
}

test("an authority that Node doesn't know is named with both ways to name it", async () => {
  const { port } = await startTlsServer();
  const words = await wordsFor(port, "sslmode=verify-full");
  expect(words).toMatch(/sslrootcert=.*NODE_EXTRA_CA_CERTS/);
});

test("a certificate with another name is reported as such", async () => {
  const { port, cert } = await startTlsServer();
  const query = new URLSearchParams({ sslmode: "verify-full", sslrootcert: cert });
  expect(await wordsFor(port, `${query}`)).toMatch(/certificate is for another name/);
});

test("a server without TLS is reported as such", async () => {
  const { port } = await startTlsServer(false);
  expect(await wordsFor(port, "sslmode=verify-full")).toMatch(/turn TLS on there/);
});

const environment = (databaseUrl: string) => ({
  DATABASE_URL: databaseUrl,
  WATCHWORD_SECRET: "a secret of more than thirty-two bytes for tests",
  PUBLIC_URL: "http://localhost:3000",
});
const migrate = (databaseUrl: string) =>
  startScript(WEB, commandOf("db:migrate"), environment(databaseUrl), /up to date/);

test("a start waits for a database that doesn't answer yet, and says so", async () => {
  const database = await createTestDatabase();
  const network = await startProxy(database.ownerUrl);
  onTestFinished(async () => {
    await network.close();
    await database.drop();
  });
  network.hold();
  const [started] = await Promise.all([
    migrate(network.url),
    // The first was given up.
    until(() => network.opened() > 1, 60_000).then(() => network.resume()),
  ]);
  expect(started.output()).toMatch(/tried again/);
});

test("a start waits for another migration, and says which process runs it", async () => {
  const database = await createTestDatabase();
  const other = createPool(database.ownerUrl, { max: 1 });
  onTestFinished(async () => {
    await other.end();
    await database.drop();
  });
  const { rows } = await other.query(`
    SELECT pg_advisory_lock(hashtextextended('watchword:migrate', 0)), pg_backend_pid() AS pid`);
  const told = new RegExp(`being migrated by process ${rows[0]?.pid} `);
  const command = commandOf("db:migrate");
  const started = await startScript(WEB, command, environment(database.ownerUrl), told);
  await other.query("SELECT pg_advisory_unlock_all()");
  await until(() => /up to date/.test(started.output()));
});

test("a start that can't succeed ends with words, without a stack", async () => {
  const { port } = await startTlsServer();
  const url = `postgres://watchword:secret@127.0.0.1:${port}/watchword?sslmode=verify-full`;
  const error = await migrate(url).catch((failure: Error) => failure);
  expect(String(error)).toMatch(/NODE_EXTRA_CA_CERTS/);
  expect(String(error)).not.toMatch(/"stack"|secret@|\n\s+at .*(?:pg|node:)/);
});
