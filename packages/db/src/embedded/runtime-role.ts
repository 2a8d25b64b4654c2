import { randomBytes } from "node:crypto";
import { chown, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { withClient } from "../connect.ts";
import { readIfThere } from "./cluster.ts";
import { WAIT_SECONDS } from "./command.ts";

const ROLE = "watchword_app";
const PASSWORD_FILE = "app-password";

/**
 * The URL of the role that serves, which owns no table; makes the role if there is none. The caller must hold the
 * folder's lock.
 */
export async function runtimeUrl(folder: string, ownerUrl: string): Promise<string> {
  const kept = await readIfThere(join(folder, PASSWORD_FILE));
  const password = kept || randomBytes(32).toString("base64url");
  await ensureRole(ownerUrl, password, !kept);
  if (!kept) await keepPassword(folder, password);
  const url = new URL(ownerUrl);
  url.username = ROLE;
  url.password = password;
  return url.href;
}

async function ensureRole(ownerUrl: string, password: string, isNew: boolean): Promise<void> {
  const change = async (client: pg.ClientBase) => {
    const { rowCount } = await client.query("SELECT FROM pg_roles WHERE rolname = $1", [ROLE]);
    const statement = rowCount === 0 ? "CREATE" : isNew ? "ALTER" : null;
    if (statement === null) return;
    await client.query(`${statement} ROLE ${ROLE} LOGIN PASSWORD ${pg.escapeLiteral(password)}`);
  };
  // The commit waits for the disk, which may still be busy with the cluster that was just made.
  await withClient(ownerUrl, change, {
    wantsWrites: false,
    statementTimeoutMs: WAIT_SECONDS * 1000,
  });
}

async function keepPassword(folder: string, password: string): Promise<void> {
  const file = join(folder, PASSWORD_FILE);
  const { uid, gid } = await stat(folder);
  await writeFile(file, password, { mode: 0o600 });
  if (process.getuid?.() === 0) await chown(file, uid, gid);
}
