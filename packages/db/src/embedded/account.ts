import { stat } from "node:fs/promises";
import { type Account, OWN_ACCOUNT, run } from "./command.ts";
import { EmbeddedPostgresError } from "./error.ts";

const TRY_OUT = '[ -x "$1" ] && exec "$2" --version';

/** The account to run Postgres as: one that reaches both the folder and the program. */
export async function chooseAccount(folder: string, postgres: string): Promise<Account> {
  const refusals: string[] = [];
  for (const account of await candidates(folder)) {
    const tried = await run(account, ["sh", "-c", TRY_OUT, "sh", folder, postgres]);
    if (tried.ok) return account;
    refusals.push(tried.output.trim());
  }
  throw new EmbeddedPostgresError(
    `Postgres doesn't run here (${refusals.join("; ")}). It must be able to use ${postgres} and ` +
      `${folder}. If this is root's own corner of the disk, move the clone to a folder that ` +
      "every user may enter, or set DATA_DIR to one; or set DATABASE_URL to a Postgres of yours.",
  );
}

async function candidates(folder: string): Promise<Account[]> {
  if (process.getuid?.() !== 0) return [OWN_ACCOUNT];
  const { uid, gid } = await stat(folder);
  return [{ uid, gid, wrapper: [] }, passingClosedFolders(uid, gid)];
}

/**
 * An account that may pass through folders closed to it, such as root's home. The programs also ask
 * access(2), which forgets an ordinary user's capabilities unless `no_setuid_fixup` is set.
 */
function passingClosedFolders(uid: number, gid: number): Account {
  const user = [`--reuid=${uid}`, `--regid=${gid}`, "--clear-groups"];
  const right = ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"];
  return { wrapper: ["setpriv", ...user, ...right, "--securebits=+no_setuid_fixup"] };
}
