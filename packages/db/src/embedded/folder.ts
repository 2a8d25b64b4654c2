import { chmod, chown, mkdir, realpath, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { OWN_ACCOUNT, run } from "./command.ts";
import { EmbeddedPostgresError } from "./error.ts";

/**
 * Makes the folder if it is missing, closed to other users, and returns its real path. As root, it gives the folder to
 * the user `postgres`, because Postgres refuses to run as root.
 */
export async function prepareFolder(folder: string): Promise<string> {
  try {
    await mkdir(dirname(folder), { recursive: true });
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await chmod(folder, 0o700);
    const { uid } = await stat(folder);
    if (uid === 0) await giveToPostgres(folder);
    return await realpath(folder);
  } catch (cause) {
    if (cause instanceof EmbeddedPostgresError) throw cause;
    throw new EmbeddedPostgresError(
      `Postgres can't keep its data in ${folder} (${(cause as Error).message}). Set DATA_DIR to a ` +
        "folder that you own, or set DATABASE_URL to a Postgres of yours.",
      { cause },
    );
  }
}

async function giveToPostgres(folder: string): Promise<void> {
  const user = (await findPostgresUser()) ?? (await createPostgresUser());
  await chown(folder, user.uid, user.gid);
}

async function findPostgresUser() {
  const uid = await run(OWN_ACCOUNT, ["id", "-u", "postgres"]);
  const gid = await run(OWN_ACCOUNT, ["id", "-g", "postgres"]);
  if (!uid.ok || !gid.ok) return undefined;
  return { uid: Number(uid.output), gid: Number(gid.output) };
}

async function createPostgresUser() {
  await run(OWN_ACCOUNT, ["groupadd", "--system", "--force", "postgres"]);
  const shape = ["--system", "--gid", "postgres", "--home-dir", "/nonexistent", "--no-create-home"];
  const added = await run(OWN_ACCOUNT, ["useradd", ...shape, "--shell", "/bin/false", "postgres"]);
  // Asked again rather than trusting `added`: another process may have been quicker.
  const user = await findPostgresUser();
  if (user !== undefined) return user;
  throw new EmbeddedPostgresError(
    `Postgres refuses to run as root, and a user \`postgres\` couldn't be made (${added.output}). ` +
      "Make one, run this as an ordinary user, or set DATABASE_URL to a Postgres of yours.",
  );
}
