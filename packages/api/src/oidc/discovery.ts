import type { ApiContext } from "../context.ts";
import { AUTHENTICATION_METHODS } from "./authenticate-app.ts";
import { PROMPTS, RESPONSE_MODES } from "./authorization-request.ts";
import { ACR_VALUES, ID_TOKEN_ALGORITHM } from "./id-token.ts";
import { SCOPES } from "./scope.ts";
import { GRANT_TYPES } from "./token.ts";

/** Any page may read it. */
const PUBLIC = { "access-control-allow-origin": "*" };
/** For answers that are the same for everybody. */
const SHARED = { ...PUBLIC, "cache-control": "public, max-age=300" };
/** For answers that depend on the host. If a proxy names that in a header, caches on the way don't see it. */
const OF_HOST = { ...PUBLIC, "cache-control": "private, max-age=300" };

const CLAIMS = [
  "sub",
  "iss",
  "aud",
  "exp",
  "iat",
  "auth_time",
  "acr",
  "amr",
  "nonce",
  "at_hash",
  "sid",
  "email",
  "email_verified",
];

/** The provider's metadata (OpenID Connect Discovery, 3; RFC 8414). */
export function answerDiscovery({ publicUrl }: ApiContext): Response {
  const at = (endpoint: string) => `${publicUrl}/oidc/${endpoint}`;
  const withKey = AUTHENTICATION_METHODS.filter((method) => method !== "none");
  const metadata = {
    issuer: publicUrl,
    authorization_endpoint: at("authorize"),
    pushed_authorization_request_endpoint: at("par"),
    token_endpoint: at("token"),
    device_authorization_endpoint: at("device_authorization"),
    userinfo_endpoint: at("userinfo"),
    jwks_uri: at("jwks"),
    revocation_endpoint: at("revoke"),
    introspection_endpoint: at("introspect"),
    end_session_endpoint: at("end-session"),
    scopes_supported: SCOPES,
    response_types_supported: ["code"],
    response_modes_supported: RESPONSE_MODES,
    grant_types_supported: GRANT_TYPES,
    subject_types_supported: ["public", "pairwise"],
    acr_values_supported: ACR_VALUES,
    id_token_signing_alg_values_supported: [ID_TOKEN_ALGORITHM],
    token_endpoint_auth_methods_supported: AUTHENTICATION_METHODS,
    revocation_endpoint_auth_methods_supported: AUTHENTICATION_METHODS,
    introspection_endpoint_auth_methods_supported: withKey,
    code_challenge_methods_supported: ["S256"],
    claims_supported: CLAIMS,
    prompt_values_supported: PROMPTS,
    authorization_response_iss_parameter_supported: true,
    backchannel_logout_supported: true,
    backchannel_logout_session_supported: true,
    claims_parameter_supported: false,
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
    require_pushed_authorization_requests: false,
  };
  return Response.json(metadata, { headers: OF_HOST });
}

/** The keys that ID tokens are verified with (RFC 7517). */
export async function answerJwks({ auth }: ApiContext): Promise<Response> {
  const keys = (await auth.signingKeys.all()).map(({ publicJwk }) => publicJwk);
  return Response.json({ keys }, { headers: SHARED });
}
