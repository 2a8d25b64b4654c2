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

/** An app with a server of its own, which keeps a key. */
export const WIKI: RegisteredApp = {
  ...NOTHING,
  id: "wiki",
  name: "Wiki",
  origin: "https://wiki.example",
  redirectUris: ["https://wiki.example/callback", "https://wiki.example/other?tenant=1"],
  secretHash: hashAppKey(WIKI_KEY),
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
  allowedOrigins: ["https://notes.example"],
};

/** An app of who runs the deployment. */
const STAFF: RegisteredApp = {
  ...NOTHING,
  id: "staff",
  name: "Staff",
  origin: "https://staff.example",
  redirectUris: ["https://staff.example/callback"],
  secretHash: null,
  trusted: true,
};

export const APPS = [WIKI, NOTES, STAFF];
