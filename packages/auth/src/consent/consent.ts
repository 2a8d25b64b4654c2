import type { AppIdentity } from "../apps/app-identity.ts";
import type { AuthContext } from "../context.ts";
import type { SignedIn } from "../views/session.ts";

/** An app that an account goes on to without being asked. */
export interface Consent {
  appId: string;
  givenAt: string;
}

/** Remembers that the caller agreed to go on to an app. False if their session has ended or the app was removed. */
export async function giveConsent(
  ctx: AuthContext,
  { session }: SignedIn,
  { id, registration }: AppIdentity,
): Promise<boolean> {
  const takes = { session: session.id, app: id, registration: registration ?? null };
  const [row] = await ctx.call("give_consent", takes);
  return row?.give_consent ?? false;
}

/** The consents of the caller's account, the newest first. */
export async function listConsents(ctx: AuthContext, { user }: SignedIn): Promise<Consent[]> {
  const rows = await ctx.call("list_consents", { user: user.id });
  return rows.map(({ app, given_at }) => ({ appId: app, givenAt: given_at.toISOString() }));
}

/**
 * Withdraws the consent of the caller's account, and ends every session that the app has of it. False if there was
 * neither, or if their own session has ended.
 */
export async function withdrawConsent(
  ctx: AuthContext,
  { user, session }: SignedIn,
  appId: string,
): Promise<boolean> {
  const [row] = await ctx.call("withdraw_consent", {
    user: user.id,
    session: session.id,
    app: appId,
  });
  return row?.withdraw_consent ?? false;
}
