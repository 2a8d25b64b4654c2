import { randomBytes } from "node:crypto";
import { readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Binaries, POSTGRES_MAJOR } from "./binaries.ts";
import { type Account, run } from "./command.ts";
import { EmbeddedPostgresError } from "./error.ts";

const UNFINISHED = "unfinished-";
const SAVE_PASSWORD_THEN_RUN = 'umask 077 && cat > password && exec "$@"';

/** Makes the database files if there are none. The caller must hold the folder's lock. */
export async function ensureCluster(
  folder: string,
  binaries: Binaries,
  account: Account,
): Promise<void> {
  const major = await readIfThere(join(folder, "data", "PG_VERSION"));
  if (major === POSTGRES_MAJOR) return;
  if (major !== undefined) {
    throw new EmbeddedPostgresError(
      `${folder} holds the data of Postgres ${major}, and this is Postgres ${POSTGRES_MAJOR}. ` +
        "Move it away to begin with an empty database, set DATA_DIR to another folder, or set " +
        "DATABASE_URL to a Postgres that reads it.",
    );
  }
  await removeUnfinished(folder);
  // It has a temporary name until it is complete, so that what a crash leaves behind is never taken for data.
  const unfinished = join(folder, `${UNFINISHED}${randomBytes(6).toString("hex")}`);
  const initialise = ["sh", "-c", SAVE_PASSWORD_THEN_RUN, "sh", binaries.initdb];
  const made = await run(account, [...initialise, ...initdbOptions(unfinished)], {
    folder,
    input: randomBytes(32).toString("base64url"),
  });
  if (!made.ok) {
    throw new EmbeddedPostgresError(`Postgres couldn't set up ${folder}:\n${made.output}`);
  }
  await rename(unfinished, join(folder, "data"));
}

/** The URL of the database on a port. Throws if the password is lost. */
export async function databaseUrl(
  folder: string,
  port: number,
  name = "watchword",
): Promise<string> {
  const password = await readIfThere(join(folder, "password"));
  if (password) return `postgres://watchword:${password}@127.0.0.1:${port}/${name}`;
  throw new EmbeddedPostgresError(
    `${join(folder, "password")} is lost, so nothing can open the database beside it. Put it back, ` +
      `or move ${folder} away to begin with an empty database.`,
  );
}

function initdbOptions(data: string): string[] {
  const locale = ["--encoding=UTF8", "--locale=C"];
  const provider = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  const access = ["--username=watchword", "--pwfile=password", "--auth=scram-sha-256"];
  return [`--pgdata=${data}`, ...locale, ...provider, ...access, "--no-instructions"];
}

async function removeUnfinished(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.startsWith(UNFINISHED));
  // An initdb that outlived its starter may still be writing there; then the next start removes it.
  await Promise.allSettled(names.map((name) => rm(join(folder, name), { recursive: true })));
}

/** A file's text without its last line break; undefined if there is no file. */
export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, "utf8")).trimEnd();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
