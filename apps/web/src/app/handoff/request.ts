import type { RegisteredApp } from "@watchword/api/context";
import type { Product } from "../../products.ts";

/** An app's wish to be told who somebody is. */
export interface HandoffRequest {
  app: RegisteredApp;
  /** S256 of a verifier that the app keeps (RFC 7636). */
  challenge: string;
  /** The app's own, given back as it came: by it the app knows the browser that it sent. */
  state: string;
}

export type HandoffProblem = "app" | "challenge" | "state";

const MAX_STATE = 512;

/** Reads the parameters of a request to one of a product's apps, or says which one is wrong: nobody is sent anywhere then. */
export function readHandoff(
  { apps }: Pick<Product, "apps">,
  parameter: (name: "app" | "challenge" | "state") => string | null,
): HandoffRequest | { problem: HandoffProblem } {
  const app = apps.find(({ id }) => id === parameter("app"));
  const challenge = parameter("challenge") ?? "";
  const state = parameter("state") ?? "";
  if (!app) return { problem: "app" };
  if (!/^[\w-]{43}$/.test(challenge)) return { problem: "challenge" };
  if (state === "" || state.length > MAX_STATE) return { problem: "state" };
  return { app, challenge, state };
}

/** The page that asks, with its request. */
export function handoffPath({ app, challenge, state }: HandoffRequest): string {
  return `/handoff?${new URLSearchParams({ app: app.id, challenge, state })}`;
}

/** Where the browser takes the answer to: the app's registered callback and nowhere else. */
export function callbackUrl(
  { app, state }: HandoffRequest,
  answer: { token: string } | { error: "access_denied" },
): string {
  const url = new URL(app.callback, app.origin);
  for (const [name, value] of Object.entries({ ...answer, state })) {
    url.searchParams.set(name, value);
  }
  return url.href;
}
