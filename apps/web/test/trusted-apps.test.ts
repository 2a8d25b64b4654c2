import { createAppKey, hashAppKey } from "@watchword/api/app-key";
import { type Auth, createAuth } from "@watchword/auth";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createDeployment, type Deployment, type WebProcess } from "./processes.ts";

const LOOPBACK = "http://127.0.0.1/callback";
const WEB = "https://own.example/callback";
const SCHEME = "com.example.own:/callback";
const OWN = { redirectUris: [WEB, LOOPBACK, SCHEME], trusted: true };
const APPS = [
  { id: "keyless", ...OWN },
  { id: "keyed", ...OWN, secretHash: hashAppKey(createAppKey()) },
];

let deployment: Deployment;
let web: WebProcess;
let auth: Auth;
let cookie: string;
beforeAll(async () => {
  deployment = await createDeployment();
  web = await deployment.startWeb({ WATCHWORD_APPS: JSON.stringify(APPS) });
  auth = createAuth({ database: deployment.databaseUrl, secret: deployment.secret });
  const { userId } = await auth.createUser({ email: "ada@example.com", emailVerified: true });
  cookie = `watchword=${String(await auth.createSession(userId))}`;
});
afterAll(async () => {
  await auth.close();
  await deployment.close();
});

const HANDOFF = { challenge: "a".repeat(43) };
const OPENID = {
  response_type: "code",
  scope: "openid",
  code_challenge: "a".repeat(43),
  code_challenge_method: "S256",
};

/** Whether the page of a hand-off asks its visitor, and doesn't lead on by itself. */
async function asks(protocol: "hand-off" | "openid", app: string, redirect_uri: string) {
  const common = { state: "s", redirect_uri };
  const address =
    protocol === "openid"
      ? `/oidc/authorize?${new URLSearchParams({ ...OPENID, ...common, client_id: app })}`
      : `/handoff?${new URLSearchParams({ ...HANDOFF, ...common, app })}`;
  const page = await (await fetch(web.url + address, { headers: { cookie } })).text();
  const [, title] = /<h1[^>]*>([^<]+)/.exec(page) ?? [];
  expect(title).toMatch(/^(Continue|Going on) to /);
  return title?.startsWith("Continue");
}

/** Any program on a device can listen on loopback or claim a scheme; only the app has its key (RFC 8252, 8.6). */
it.each<["hand-off" | "openid", string, string, boolean]>([
  ["openid", "keyless", WEB, false],
  ["openid", "keyless", LOOPBACK, true],
  ["openid", "keyless", SCHEME, true],
  ["openid", "keyed", LOOPBACK, false],
  ["hand-off", "keyless", WEB, false],
  ["hand-off", "keyless", LOOPBACK, true],
  // An app shows no key when it starts or ends a hand-off.
  ["hand-off", "keyed", LOOPBACK, true],
])("by %s the trusted app `%s` at %s asks: %s", async (protocol, app, redirectUri, isAsked) => {
  expect(await asks(protocol, app, redirectUri)).toBe(isAsked);
});
