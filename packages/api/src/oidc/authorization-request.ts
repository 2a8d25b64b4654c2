import type { ApiContext, RegisteredApp } from "../context.ts";
import { redirectUriOf } from "../redirect-uri.ts";
import { OAuthError } from "./oauth-error.ts";
import { onlyOnce, type Parameters } from "./parameters.ts";
import { readScope, type Scope } from "./scope.ts";

export const RESPONSE_MODES = ["query", "form_post"] as const;

export type ResponseMode = (typeof RESPONSE_MODES)[number];

export const PROMPTS = ["none", "login", "consent", "select_account"] as const;

type Prompt = (typeof PROMPTS)[number];

/** Where the answer may be sent. Nothing is revealed to any other place. */
export interface Target {
  app: RegisteredApp;
  redirectUri: string;
  responseMode: ResponseMode;
  /** The app's own value, returned as it came; null if it is missing, which is an error. */
  state: string | null;
}

/** What an app asks for (OpenID Connect Core, 3.1.2.1). */
export interface AuthorizationRequest {
  state: string;
  challenge: string;
  scope: Scope[];
  nonce: string | null;
  prompts: ReadonlySet<Prompt>;
  /** How many seconds ago the sign-in may be at most. */
  maxAge: number | null;
  loginHint: string | null;
  idTokenHint: string | null;
}

const MAX_STATE = 1024;
const MAX_NONCE = 255;
/** As long as an address may be. */
const MAX_HINT = 320;

/** The app and its redirect URI, if both are registered; otherwise the app's id. */
export function readTarget(
  { apps }: Pick<ApiContext, "apps">,
  given: URLSearchParams,
): Target | { unknown: string } {
  const appId = single(given, "client_id") ?? "";
  const app = apps.find(({ id }) => id === appId);
  if (!app) return { unknown: appId };
  const asked = single(given, "redirect_uri");
  const redirectUri = asked && redirectUriOf(app, asked);
  if (!redirectUri) return { unknown: appId };
  const isFormPost = single(given, "response_mode") === "form_post" && isHttp(redirectUri);
  const responseMode = isFormPost ? "form_post" : "query";
  return { app, redirectUri, responseMode, state: single(given, "state") };
}

/** Reads the other parameters, or throws what is wrong with them as an error of the standard. */
export function readAuthorizationRequest(
  app: RegisteredApp,
  given: URLSearchParams,
): AuthorizationRequest {
  const parameters = onlyOnce(given);
  refuseUnsupported(parameters);
  const scope = readScope(app, parameters.get("scope"));
  if (!scope.includes("openid")) throw new OAuthError("invalid_scope", "scope lacks openid");
  return {
    state: readState(parameters),
    challenge: readChallenge(parameters),
    scope,
    nonce: readNonce(parameters),
    prompts: readPrompts(parameters),
    maxAge: readMaxAge(parameters),
    loginHint: parameters.get("login_hint")?.slice(0, MAX_HINT) ?? null,
    idTokenHint: parameters.get("id_token_hint") ?? null,
  };
}

function refuseUnsupported(parameters: Parameters): void {
  for (const name of ["request", "request_uri", "registration"] as const)
    if (parameters.has(name))
      throw new OAuthError(`${name}_not_supported`, `${name} isn't supported`);
  const type = parameters.get("response_type");
  if (type === undefined) throw new OAuthError("invalid_request", "response_type is missing");
  if (type !== "code")
    throw new OAuthError("unsupported_response_type", "Only response_type=code is supported");
  const mode = parameters.get("response_mode");
  if (mode !== undefined && !RESPONSE_MODES.some((known) => known === mode))
    throw invalid("response_mode is query or form_post");
  if (mode === "form_post" && !isHttp(parameters.get("redirect_uri") ?? ""))
    throw invalid("response_mode=form_post needs a redirect_uri of http or https");
}

function readState(parameters: Parameters): string {
  const state = parameters.get("state");
  if (state === undefined) throw invalid("state is missing");
  if (state.length > MAX_STATE) throw invalid(`state has more than ${MAX_STATE} characters`);
  return state;
}

function readChallenge(parameters: Parameters): string {
  if (parameters.get("code_challenge_method") !== "S256")
    throw invalid("PKCE is required: code_challenge_method=S256");
  const challenge = parameters.get("code_challenge") ?? "";
  if (!/^[\w-]{43}$/.test(challenge)) throw invalid("code_challenge isn't one of S256");
  return challenge;
}

function readNonce(parameters: Parameters): string | null {
  const nonce = parameters.get("nonce") ?? null;
  if (nonce !== null && nonce.length > MAX_NONCE)
    throw invalid(`nonce has more than ${MAX_NONCE} characters`);
  return nonce;
}

function readPrompts(parameters: Parameters): Set<Prompt> {
  const asked = (parameters.get("prompt") ?? "").split(" ").filter((prompt) => prompt !== "");
  const prompts = new Set(PROMPTS.filter((prompt) => asked.includes(prompt)));
  if (prompts.size < new Set(asked).size) throw invalid("prompt asks for something unknown");
  if (prompts.has("none") && prompts.size > 1)
    throw invalid("prompt=none can't be combined with other values");
  return prompts;
}

function readMaxAge(parameters: Parameters): number | null {
  const given = parameters.get("max_age");
  if (given === undefined) return null;
  if (!/^\d{1,9}$/.test(given)) throw invalid("max_age is a number of seconds");
  return Number(given);
}

/** The value of a parameter that is given once; null for any other. */
function single(given: URLSearchParams, name: string): string | null {
  const [value = "", ...more] = given.getAll(name);
  return value === "" || more.length > 0 ? null : value;
}

function isHttp(uri: string): boolean {
  return /^https?:/.test(uri);
}

function invalid(description: string): OAuthError {
  return new OAuthError("invalid_request", description);
}
