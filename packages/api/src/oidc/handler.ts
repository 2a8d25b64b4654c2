import { contextOf, type HttpOptions } from "../http/handler.ts";
import type { ApiContext } from "../context.ts";
import { authorize } from "./authorize.ts";
import { allowOrigin, answerPreflight } from "./browser-origin.ts";
import { answerDeviceAuthorization } from "./device-authorization.ts";
import { answerDiscovery, answerJwks } from "./discovery.ts";
import { endSession } from "./end-session.ts";
import { answerFormPost, answerFormPostScript } from "./form-post.ts";
import { answerIntrospect } from "./introspect.ts";
import { answeredError, errorAnswer, OAuthError } from "./oauth-error.ts";
import { answerPushedRequest } from "./pushed-request.ts";
import { answerRevoke } from "./revoke.ts";
import { answerToken } from "./token.ts";
import { answerUserinfo } from "./userinfo.ts";

interface Endpoint {
  methods: readonly ("GET" | "POST")[];
  /** Whether browsers request it for their users, whom the cookie identifies. */
  byCookie?: true;
  answer(ctx: ApiContext, request: Request): Response | Promise<Response>;
}

/** The endpoints by their path. */
const ENDPOINTS: Record<string, Endpoint> = {
  "/.well-known/openid-configuration": { methods: ["GET"], answer: answerDiscovery },
  "/oidc/jwks": { methods: ["GET"], answer: answerJwks },
  "/oidc/authorize": { methods: ["GET", "POST"], byCookie: true, answer: authorize },
  "/oidc/par": { methods: ["POST"], answer: answerPushedRequest },
  "/oidc/form-post": {
    methods: ["GET"],
    answer: (ctx, { url }) => answerFormPost(ctx, new URL(url)),
  },
  "/oidc/form-post.js": { methods: ["GET"], answer: answerFormPostScript },
  "/oidc/token": { methods: ["POST"], answer: answerToken },
  "/oidc/device_authorization": { methods: ["POST"], answer: answerDeviceAuthorization },
  "/oidc/userinfo": { methods: ["GET", "POST"], answer: answerUserinfo },
  "/oidc/revoke": { methods: ["POST"], answer: answerRevoke },
  "/oidc/introspect": { methods: ["POST"], answer: answerIntrospect },
  "/oidc/end-session": { methods: ["GET", "POST"], byCookie: true, answer: endSession },
};

/** Answers OpenID Connect's endpoints. Every refusal is an OAuth error, and a bug is a 500 in the same form. */
export async function handleOidc(request: Request, options: HttpOptions): Promise<Response> {
  const endpoint = ENDPOINTS[new URL(request.url).pathname];
  if (!endpoint)
    return errorAnswer(new OAuthError("invalid_request", "No such endpoint", { status: 404 }));
  const method = request.method === "HEAD" ? "GET" : request.method;
  const allow = endpoint.methods.join(", ");
  if (method === "OPTIONS")
    return endpoint.byCookie
      ? new Response(null, { status: 204, headers: { allow } })
      : answerPreflight(request, options.process.apps);
  const answer = endpoint.methods.some((known) => known === method)
    ? await answerAt(endpoint, request, options)
    : errorAnswer(
        new OAuthError("invalid_request", `Ask by ${allow}`, { status: 405, headers: { allow } }),
      );
  return endpoint.byCookie ? answer : allowOrigin(request, options.process.apps, answer);
}

async function answerAt(endpoint: Endpoint, request: Request, options: HttpOptions) {
  const received = contextOf(request, options, new Headers());
  const ctx: ApiContext = endpoint.byCookie
    ? received
    : { ...received, sessionSecret: null, transport: "token" };
  try {
    return await endpoint.answer(ctx, request);
  } catch (cause) {
    const onInvalid = new OAuthError("invalid_request", "Refused");
    return errorAnswer(
      answeredError(ctx, { cause, path: new URL(request.url).pathname, onInvalid }),
    );
  }
}
