import { sealCode } from "../src/oidc/code.ts";
import { bindCode } from "../src/oidc/authorization.ts";
import { createOidcCaller } from "../src/oidc/oidc-router.ts";
import type { Body, DataOf } from "../src/testing/answers.ts";
import { type Api, startApi, throwAny } from "./caller.ts";
import { inProcess } from "./in-process.ts";
import { APPS, WIKI } from "./oidc/apps.ts";
import { newAttempt, redemption, type TokenAnswer } from "./oidc/provider.ts";
import { serveOidc } from "./oidc/serve.ts";

interface Told<Content> {
  status: number;
  body: Content;
}

/** What a call answers. */
interface Answered<Data> extends Told<Body<Data>> {
  /** Why it was refused. */
  reason: string | undefined;
}

/** A host of a deployment, and somebody of its product. */
export interface Host {
  url: string;
  collection: string;
  /** Signs somebody in who has an account of this host's product; the session's secret. */
  signIn(email: string): Promise<string>;
  /** Calls a procedure at this host, as whoever has this bearer. */
  call<Path extends string>(
    path: Path,
    bearer: string | null,
    input?: object,
  ): Promise<Answered<DataOf<Path>>>;
  /** Posts to an endpoint of OpenID Connect. */
  post(endpoint: string, form: Record<string, string>): Promise<Told<TokenAnswer>>;
  /** Follows an address as a browser with this cookie; where it leads to. */
  visit(path: string, secret: string): Promise<URL | null>;
  /** What the pages of this host do about devices, for whoever has this session. */
  devices(secret: string): ReturnType<typeof createOidcCaller>["oidc"];
  /** The form that redeems a code of this issuer, which `WIKI` was given for this session. */
  codeFor(secret: string): Promise<Record<string, string>>;
}

/** A deployment where the collection `staff`, which takes no sign-ups, has a host of its own. Both may go on to all apps. */
export async function startTwoHosts() {
  const policy = { collections: { users: { signUp: true }, staff: { signUp: false } } };
  const api = await startApi({ apps: APPS, policy });
  const errors: Error[] = [];
  const urls: Record<string, string> = {};
  const publicUrlOf = (collection: string) => urls[collection] ?? urls.users ?? "";
  const serve = async (collection: string) => {
    const served = await serveOidc({ auth: api.auth, apps: APPS, errors, publicUrlOf });
    urls[collection] = served.url;
    return { host: hostOf(api, collection, served.url, publicUrlOf), close: served.close };
  };
  const [users, staff] = [await serve("users"), await serve("staff")];
  return {
    api,
    users: users.host,
    staff: staff.host,
    async end() {
      await users.close();
      await staff.close();
      await api.close();
      throwAny([...errors, ...api.errors]);
    },
  };
}

function hostOf(
  api: Api,
  collection: string,
  url: string,
  publicUrlOf: (collection: string) => string,
): Host {
  async function told<Content>(answer: Response): Promise<Told<Content>> {
    const text = await answer.text();
    return { status: answer.status, body: text === "" ? null : JSON.parse(text) };
  }
  async function call<Path extends string>(path: Path, bearer: string | null, input: object = {}) {
    const answer = await fetch(`${url}/api/trpc/${path}`, {
      method: "POST",
      body: JSON.stringify(input),
      headers: {
        "content-type": "application/json",
        ...(bearer !== null && { authorization: `Bearer ${bearer}` }),
      },
    });
    const { status, body } = await told<Body<DataOf<Path>>>(answer);
    return { status, body, reason: body.error?.data.reason };
  }
  return {
    url,
    collection,
    call,
    async signIn(email) {
      const asked = { email, collection, emailVerified: true };
      await api.auth.createUser(asked).catch(() => {});
      return (await api.bearer(email, collection)).authorization.replace("Bearer ", "");
    },
    async post(endpoint, form) {
      const body = new URLSearchParams(form);
      return told(await fetch(`${url}/oidc/${endpoint}`, { method: "POST", body }));
    },
    async visit(path, secret) {
      const headers = { cookie: `watchword=${secret}` };
      const answer = await fetch(url + path, { redirect: "manual", headers });
      const location = answer.headers.get("location");
      return location === null ? null : new URL(location);
    },
    devices(secret) {
      const here = { publicUrl: url, publicUrlOf, apps: APPS, appsOf: () => APPS };
      return createOidcCaller(inProcess(api, { ...here, sessionSecret: secret })).oidc;
    },
    async codeFor(secret) {
      const { codeVerifier, challenge } = newAttempt();
      const { salt, codeChallenge } = bindCode(challenge);
      const made = await call("oneTimeToken.generate", secret, {
        audience: WIKI.id,
        codeChallenge,
      });
      const code = sealCode(
        { auth: api.auth, publicUrl: url },
        { token: made.body.result.data.token, appId: WIKI.id },
        {
          redirectUri: WIKI.redirectUris[0] ?? "",
          scope: "openid email offline_access",
          nonce: null,
          salt,
        },
      );
      return redemption(new URL(`${url}/?${new URLSearchParams({ code })}`), codeVerifier);
    },
  };
}
