import { createAppKey, hashAppKey } from "../../src/app-key.ts";
import type { RegisteredApp } from "../../src/context.ts";

/** The key of `WIKI`, which only its server has. */
export const WIKI_KEY = createAppKey();

const NOTHING = {
  trusted: false,
  allowedOrigins: [],
  postLogoutRedirectUris: [],
  backchannelLogoutUri: null,
};

/** The key of `LOCAL`. */
export const LOCAL_KEY = createAppKey();

/** An app with a server of its own, which keeps a key. */
export const WIKI: RegisteredApp = {
  ...NOTHING,
  id: "wiki",
  name: "Wiki",
  origin: "https://wiki.example",
  redirectUris: ["https://wiki.example/callback", "https://wiki.example/other?tenant=1"],
  secretHash: hashAppKey(WIKI_KEY),
  deviceAuthorization: true,
  postLogoutRedirectUris: ["https://wiki.example/bye"],
};

/** An app in a browser, which can keep no key. */
export const NOTES: RegisteredApp = {
  ...NOTHING,
  id: "notes",
  name: "Notes",
  origin: "https://notes.example",
  redirectUris: ["https://notes.example/callback", "com.example.notes:/callback"],
  secretHash: null,
  deviceAuthorization: true,
  allowedOrigins: ["https://notes.example"],
};

/** An app of who runs the deployment. */
const STAFF: RegisteredApp = {
  ...NOTHING,
  id: "staff",
  name: "Staff",
  origin: "https://staff.example",
  redirectUris: [
    "https://staff.example/callback",
    "http://127.0.0.1/callback",
    "com.example.staff:/callback",
  ],
  secretHash: null,
  trusted: true,
};

/** An app on this machine, at whichever port is free, which keeps a key. */
export const LOCAL: RegisteredApp = {
  ...NOTHING,
  id: "local",
  name: "Local",
  origin: null,
  redirectUris: ["http://127.0.0.1/callback", "https://local.example/auth/callback/watchword"],
  secretHash: hashAppKey(LOCAL_KEY),
  postLogoutRedirectUris: ["https://local.example/bye"],
};

/** Three apps that know people by ids of their own, the first two at the same host. */
export const [SHOP, TILL, RIVAL] = (
  [
    ["shop", "https://shop.example/callback"],
    ["till", "https://shop.example/till/callback"],
    ["rival", "https://rival.example/callback"],
  ] as const
).map(([id, redirectUri]) => pairwise(id, redirectUri)) as [
  RegisteredApp,
  RegisteredApp,
  RegisteredApp,
];

function pairwise(id: string, redirectUri: string): RegisteredApp {
  const redirectUris = [redirectUri];
  const subjectType = "pairwise";
  return { ...NOTHING, id, name: id, origin: null, redirectUris, secretHash: null, subjectType };
}

/** The key of each of the programs that `docs/openid-connect.md` sets up. */
export const PROGRAM_KEY = createAppKey();

/** Those programs. */
export const [GRAFANA, GITLAB, PROXY] = (
  [
    ["grafana", "https://grafana.example.com/login/generic_oauth"],
    ["gitlab", "https://gitlab.example.com/users/auth/openid_connect/callback"],
    ["proxy", "https://app.example.com/oauth2/callback"],
  ] as const
).map(([id, redirectUri]) => program(id, redirectUri)) as [
  RegisteredApp,
  RegisteredApp,
  RegisteredApp,
];

function program(id: string, redirectUri: string): RegisteredApp {
  return {
    ...NOTHING,
    id,
    name: id,
    origin: null,
    redirectUris: [redirectUri],
    secretHash: hashAppKey(PROGRAM_KEY),
    postLogoutRedirectUris: [`${new URL(redirectUri).origin}/login`],
  };
}

export const APPS = [WIKI, NOTES, STAFF, LOCAL, SHOP, TILL, RIVAL, GRAFANA, GITLAB, PROXY];
