import { stat } from "node:fs/promises";
import { type Account, OWN_ACCOUNT, run } from "./command.ts";
import { EmbeddedPostgresError } from "./error.ts";

const TRY_OUT = 'cd "$1" && exec "$2" --version';

/** The account to run Postgres as: one that can reach both the folder and the program. */
export async function chooseAccount(folder: string, postgres: string): Promise<Account> {
  const refusals: string[] = [];
  for (const account of await candidates(folder)) {
    const tried = await run(account, ["sh", "-c", TRY_OUT, "sh", folder, postgres]);
    if (tried.ok) return account;
    refusals.push(tried.output.trim());
  }
  throw new EmbeddedPostgresError(
    `Postgres must be able to run ${postgres} and to use ${folder}, and can't:\n` +
      `${refusals.join("\n")}\nIf a folder above them is closed to other users, as root's home is, ` +
      "move the clone to where every user may go, or set DATA_DIR to a folder there, or set " +
      "DATABASE_URL to a Postgres of yours.",
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
