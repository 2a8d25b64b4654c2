import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { inject } from "vitest";

const APACHE = "/usr/sbin/apache2";
const MODULES = "/usr/lib/apache2/modules";

/** Debian's Apache with its `libapache2-mod-auth-openidc`. */
export const hasApache = [APACHE, `${MODULES}/mod_auth_openidc.so`].every((file) =>
  existsSync(file),
);

interface Client {
  issuer: string;
  id: string;
  key: string;
  /** What its directives say besides. */
  directives: readonly string[];
}

/** A page that Apache shows only to who has signed in, and that says who it is. */
export async function startApache(client: Client) {
  const folder = await mkdtemp(path.join(tmpdir(), "watchword-apache-"));
  const port = await freePort();
  await mkdir(`${folder}/pages`);
  await writeFile(`${folder}/pages/index.shtml`, PAGE);
  await writeFile(`${folder}/mime.types`, "text/html shtml\n");
  await writeFile(`${folder}/apache.conf`, configuration(folder, port, client));
  // Apache reads its pages as another user.
  for (const each of [folder, `${folder}/pages`]) await chmod(each, 0o755);
  // The times in ID tokens are Postgres's, and Apache refuses a token from the future.
  const clock = Object.entries(inject("postgresEnvironment")).map((pair) => pair.join("="));
  const command = [APACHE, "-f", `${folder}/apache.conf`, "-D", "FOREGROUND"];
  const apache = spawn("env", [...clock, ...command], { stdio: "inherit" });
  const ended = once(apache, "exit");
  const url = `http://127.0.0.1:${port}`;
  const log = () => readFile(`${folder}/error.log`, "utf8").catch(() => "");
  await Promise.race([answers(url), ended]);
  if (apache.exitCode !== null) throw new Error(`Apache didn't start:\n${await log()}`);
  return {
    url,
    log,
    async close() {
      apache.kill("SIGTERM");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const PAGE = `user <!--#echo var="REMOTE_USER" -->, email <!--#echo var="OIDC_CLAIM_email" -->\n`;

function configuration(folder: string, port: number, { issuer, id, key, directives }: Client) {
  const modules = ["mpm_event", "authz_core", "authz_user", "authn_core", "include", "dir", "mime"];
  const runsAsRoot = process.getuid?.() === 0;
  return [
    `ServerRoot ${folder}`,
    `ServerName 127.0.0.1`,
    `Listen 127.0.0.1:${port}`,
    `PidFile ${folder}/apache.pid`,
    `DefaultRuntimeDir ${folder}`,
    `ErrorLog ${folder}/error.log`,
    ...modules.map((name) => `LoadModule ${name}_module ${MODULES}/mod_${name}.so`),
    `LoadModule auth_openidc_module ${MODULES}/mod_auth_openidc.so`,
    ...(runsAsRoot ? ["User www-data", "Group www-data"] : []),
    `DocumentRoot ${folder}/pages`,
    `TypesConfig ${folder}/mime.types`,
    `DirectoryIndex index.shtml`,
    `AddOutputFilter INCLUDES .shtml`,
    `OIDCProviderMetadataURL ${issuer}/.well-known/openid-configuration`,
    `OIDCClientID ${id}`,
    `OIDCClientSecret ${key}`,
    `OIDCRedirectURI http://127.0.0.1:${port}/callback`,
    `OIDCCryptoPassphrase only-for-tests`,
    ...directives,
    `<Location />`,
    `  AuthType openid-connect`,
    `  Require valid-user`,
    `  Options +Includes`,
    `</Location>`,
    "",
  ].join("\n");
}

async function answers(url: string): Promise<void> {
  for (;;) {
    const isThere = await fetch(url, { redirect: "manual" }).then(
      () => true,
      () => false,
    );
    if (isThere) return;
    await sleep(20);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
