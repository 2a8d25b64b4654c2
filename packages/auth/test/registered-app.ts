import { createHash } from "node:crypto";
import { sql } from "kysely";
import { registerApp, type AppIdentity, listApps } from "../src/apps/apps.ts";
import { generateOneTimeToken } from "../src/flows/one-time-token/one-time-token.ts";
import type { Product, Visitor } from "./product.ts";

export const codeVerifier = "v".repeat(43);
export const codeChallenge = createHash("sha256").update(codeVerifier).digest("base64url");

/** Registers an app, and answers it as a process knows it from then on. */
export async function register({ auth }: Product, id: string): Promise<AppIdentity> {
  await registerApp(auth, { id, settings: {}, secretHash: null });
  const app = (await listApps(auth)).find((kept) => kept.id === id);
  if (!app) throw new Error("It isn't kept.");
  return { id, registration: app.registration };
}

/** A code that hands the visitor's session over to an app, for the verifier. */
export async function codeFor(
  { auth }: Product,
  visitor: Visitor,
  audience: AppIdentity,
): Promise<string> {
  const made = await generateOneTimeToken(auth, visitor, { audience, codeChallenge });
  if (!made.ok) throw new Error(made.reason);
  return made.token;
}

/** What there is of an app, by table. */
export async function leftOf({ owner }: Product, { id }: AppIdentity): Promise<string[]> {
  const { rows } = await sql<{ of: string }>`
    SELECT 'a code' AS of FROM tokens WHERE audience = ${id} AND consumed_at IS NULL
    UNION ALL SELECT 'a session' FROM sessions WHERE audience = ${id}
    UNION ALL SELECT 'a consent' FROM consents WHERE app = ${id}
    UNION ALL SELECT 'a device' FROM device_authorizations WHERE app = ${id}
    UNION ALL SELECT 'a logout' FROM logouts WHERE app = ${id}`.execute(owner);
  return rows.map(({ of }) => of);
}
