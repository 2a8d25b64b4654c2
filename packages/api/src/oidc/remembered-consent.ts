import type { ApiContext, RegisteredApp } from "../context.ts";
import { createCaller } from "../router.ts";
import { createOidcCaller } from "./oidc-router.ts";

/** Where a hand-off leads. */
interface Destination {
  app: RegisteredApp;
  redirectUri: string;
}

/**
 * Whether people who have gone on to an app once aren't asked again. Any program on a device can pose as an app that
 * has neither a key nor a web address, so that one asks each time (RFC 8252, 8.6).
 */
export function remembersConsent({ app, redirectUri }: Destination): boolean {
  return app.secretHash !== null || redirectUri.startsWith("https:");
}

/** Whether the caller, who is signed in, went on to the app before and may do so without being asked. */
export async function hasConsented(ctx: ApiContext, to: Destination): Promise<boolean> {
  if (!remembersConsent(to)) return false;
  const given = await createCaller(ctx).consent.list();
  return given.some(({ app }) => app === to.app.id);
}

/**
 * Whether the caller goes on to an app by OpenID Connect without being asked, because it is the operator's own or they
 * went on to it before. Nobody goes on unasked to an app that any program can pose as.
 */
export async function goesOnUnasked(ctx: ApiContext, to: Destination): Promise<boolean> {
  return remembersConsent(to) && (to.app.trusted || (await hasConsented(ctx, to)));
}

/** Remembers that the caller goes on to an app. Does nothing if they needn't be asked, or are asked each time. */
export async function rememberConsent(ctx: ApiContext, to: Destination): Promise<void> {
  if (to.app.trusted || !remembersConsent(to) || (await hasConsented(ctx, to))) return;
  await createOidcCaller(ctx).oidc.consent({ app: to.app.id });
}
