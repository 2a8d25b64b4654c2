import { randomBytes, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { isShortSecret } from "@watchword/auth/keys";
import { withFolderLock } from "@watchword/db/embedded/lock";

/** Why the secret in `DATA_DIR` can't be used, in words that say what to do about it. */
class KeptSecretError extends Error {
  override readonly name = "KeptSecretError";
}

/**
 * Reads the secret in `dataDir`, and makes it the first time. Of several processes that start at the same moment, one
 * makes it and all read it. An empty file counts as missing. Throws `KeptSecretError` if the secret is too short.
 */
export async function keptSecret(dataDir: string): Promise<string> {
  const file = path.join(dataDir, "secret");
  await mkdir(dataDir, { recursive: true });
  const secret =
    (await readSecret(file)) ||
    (await withFolderLock(dataDir, async () => (await readSecret(file)) || makeSecret(file)));
  if (!isShortSecret(secret)) return secret;
  throw new KeptSecretError(
    `${file} holds a secret of fewer than 32 bytes. Put the whole one back. If there is none, remove the file, and a ` +
      "new secret is made: what was sealed with another one can't be opened any more.",
  );
}

async function readSecret(file: string): Promise<string> {
  return readFile(file, "utf8").then(
    (text) => text.trim(),
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return "";
      throw error;
    },
  );
}

/** Writes a new secret to a file of its own first: a process may be killed meanwhile, or the disk may be full. */
async function makeSecret(file: string): Promise<string> {
  const secret = randomBytes(32).toString("base64url");
  const unfinished = `${file}.${randomUUID()}`;
  try {
    await writeFile(unfinished, secret, { mode: 0o600, flush: true });
    await rename(unfinished, file);
  } finally {
    await rm(unfinished, { force: true });
  }
  return secret;
}
