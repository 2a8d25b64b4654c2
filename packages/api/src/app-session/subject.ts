import type { SignedIn } from "@watchword/auth/session";
import type { ApiContext, RegisteredApp } from "../context.ts";

/**
 * The id by which an app knows a user: the account's id or, for an app with pairwise subjects, one that it shares only
 * with apps of the same sector (OpenID Connect Core, 8.1). It stays the same as long as the database exists.
 */
export async function subjectOf(
  { auth }: Pick<ApiContext, "auth">,
  app: Pick<RegisteredApp, "subjectType" | "redirectUris">,
  userId: string,
): Promise<string> {
  const [first = ""] = app.redirectUris;
  if (app.subjectType !== "pairwise") return userId;
  return uuidOf(await auth.index.hash("subject", sectorOf(first), userId));
}

/**
 * A user as the app of the session knows them; unchanged in a session of the product's own. Null if the app isn't
 * registered any more: then nobody knows under which ids it knew people, and it mustn't learn others.
 */
export async function asToldToApp<Told extends SignedIn>(
  ctx: Pick<ApiContext, "auth" | "apps" | "appsOf">,
  told: Told,
): Promise<Told | null> {
  const { user, session } = told;
  if (session.audience === null) return told;
  const app = [...ctx.apps, ...ctx.appsOf(user.collection)].find(
    ({ id }) => id === session.audience,
  );
  if (!app) return null;
  return { ...told, user: { ...user, id: await subjectOf(ctx, app, user.id) } };
}

/**
 * Apps in the same sector know people by the same ids. The sector is the host of a redirect URI, without its port, or
 * the scheme of a phone's app, whose "host" in `com.acme.app://callback` is a word that any other app may use too.
 */
export function sectorOf(redirectUri: string): string {
  const { hostname, protocol } = new URL(redirectUri);
  return /^https?:$/.test(protocol) ? hostname : protocol;
}

/** Formats 122 bits of a hash as a UUID of version 8 (RFC 9562), like the ids of accounts. */
function uuidOf(hash: Buffer): string {
  const bytes = Buffer.from(hash.subarray(0, 16));
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString("hex");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
