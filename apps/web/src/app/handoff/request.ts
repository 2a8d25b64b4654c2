import type { RegisteredApp } from "@watchword/api/context";
import { redirectUriOf } from "@watchword/api/redirect-uri";
import type { Product } from "../../environment/products.ts";

/** An app's request to learn who somebody is. */
export interface HandoffRequest {
  app: RegisteredApp;
  /** S256 of a verifier that the app keeps (RFC 7636). */
  challenge: string;
  /** The app's own value, returned as it came, by which the app recognizes the browser that it sent. */
  state: string;
  /** Where the answer goes: one of the URIs that the app is registered with. */
  redirectUri: string;
  /** What the app asked for by OpenID Connect, sealed; null if the request didn't come through OpenID Connect. */
  oidc: string | null;
}

type Parameter = "app" | "challenge" | "state" | "redirect_uri" | "oidc" | "problem";

export type HandoffProblem = "app" | "challenge" | "state" | "redirect-uri" | "request";

const MAX_STATE = 1024;

/**
 * Reads the parameters of a request for one of a product's apps, or returns which one is wrong; then nobody is sent
 * anywhere.
 */
export function readHandoff(
  { apps }: Pick<Product, "apps">,
  parameter: (name: Parameter) => string | null,
): HandoffRequest | { problem: HandoffProblem } {
  if (parameter("problem") !== null) return { problem: "request" };
  const app = apps.find(({ id }) => id === parameter("app"));
  const challenge = parameter("challenge") ?? "";
  const state = parameter("state") ?? "";
  if (!app) return { problem: "app" };
  const redirectUri = redirectUriOf(app, parameter("redirect_uri"));
  if (redirectUri === null) return { problem: "redirect-uri" };
  if (!/^[\w-]{43}$/.test(challenge)) return { problem: "challenge" };
  if (state === "" || state.length > MAX_STATE) return { problem: "state" };
  return { app, challenge, state, redirectUri, oidc: parameter("oidc") || null };
}

/** The page that asks, with its request. */
export function handoffPath(request: HandoffRequest): string {
  return `/handoff?${new URLSearchParams(parametersOf(request))}`;
}

/** A request as its page's address and form carry it. */
export function parametersOf(request: HandoffRequest): Partial<Record<Parameter, string>> {
  const { app, challenge, state, redirectUri, oidc } = request;
  const parameters = { app: app.id, challenge, state, redirect_uri: redirectUri };
  return oidc === null ? parameters : { ...parameters, oidc };
}

/** Where the browser takes the answer to: a registered URI of the app's and nowhere else. */
export function callbackUrl(
  { redirectUri, state }: HandoffRequest,
  answer: { token: string } | { error: "access_denied" },
): string {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries({ ...answer, state })) {
    url.searchParams.set(name, value);
  }
  return url.href;
}
