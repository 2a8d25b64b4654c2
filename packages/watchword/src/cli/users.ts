import { type Auth, type AuthOptions, createAuth } from "@watchword/auth";
import { normalizeEmail } from "@watchword/auth/email-address";
import { type Environment, readDatabase, readSecrets } from "./environment.ts";
import { UsageError } from "./words.ts";

const MAX_LISTED = 10_000;

/** Prints the accounts that have an address, one per line as JSON. Returns 1 if there are none. */
export async function findUsers(environment: Environment, address: string): Promise<number> {
  const email = readAddress(address);
  return withAuth(environment, async (auth) => {
    const found = await selectUsers(auth).where("email", "=", email).execute();
    for (const user of found) console.log(JSON.stringify(user));
    return found.length > 0 ? 0 : 1;
  });
}

/** Makes an account, and prints it. */
export async function createUserBy(
  environment: Environment,
  {
    address,
    verified,
    collection = "users",
  }: { address: string; verified: boolean; collection?: string },
): Promise<number> {
  const email = readAddress(address);
  // The app's policy isn't known here, so any collection that is named is accepted.
  return withAuth(
    environment,
    async (auth) => {
      const wanted = { email, emailVerified: verified, collection };
      const { id } = await auth.createUser(wanted).catch((error: Error) => {
        throw new UsageError(error.message);
      });
      console.log(JSON.stringify(await selectUsers(auth).where("id", "=", id).executeTakeFirst()));
      return 0;
    },
    { collections: { [collection]: { signUp: true } } },
  );
}

/** Prints accounts sorted by address, one per line as JSON: at most `limit`, after an address if one is given. */
export async function listUsers(
  environment: Environment,
  { collection, after, limit }: { collection?: string; after: string; limit: string },
): Promise<number> {
  const most = Number(limit);
  if (!Number.isInteger(most) || most < 1 || most > MAX_LISTED)
    throw new UsageError(`--limit is a number from 1 to ${MAX_LISTED}.`);
  return withAuth(environment, async (auth) => {
    let users = selectUsers(auth).where("email", ">", after).orderBy("email").limit(most);
    if (collection !== undefined) users = users.where("collection", "=", collection);
    for (const user of await users.execute()) console.log(JSON.stringify(user));
    return 0;
  });
}

function selectUsers({ db }: Auth) {
  return db
    .selectFrom("users")
    .select(["id", "email", "collection"])
    .select(["email_verified_at as emailVerifiedAt", "disabled_at as disabledAt"])
    .select("created_at as createdAt");
}

function readAddress(typed: string): string {
  const email = normalizeEmail(typed);
  if (!email)
    throw new UsageError(typed === "" ? "Name an address." : "This is not an email address.");
  return email;
}

async function withAuth<Result>(
  environment: Environment,
  work: (auth: Auth) => Promise<Result>,
  policy: AuthOptions["policy"] = {},
): Promise<Result> {
  const { database, schema } = readDatabase(environment);
  const secret = readSecrets(environment);
  const auth = createAuth({ database, schema, secret, policy, poolSize: 1 });
  try {
    return await work(auth);
  } finally {
    await auth.close();
  }
}
