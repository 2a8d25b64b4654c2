import { expect, it } from "vitest";
import { createAppKey, hashAppKey, isAppKey } from "../src/app-key.ts";
import { redirectUriOf } from "../src/redirect-uri.ts";

const redirectUris = [
  "https://a.example/callback?to=a",
  "http://127.0.0.1/callback",
  "http://[::1]/",
];

it("an app that names no URI gets its first", () => {
  expect(redirectUriOf({ redirectUris }, null)).toBe("https://a.example/callback?to=a");
});

it.each([
  "https://a.example/callback?to=a",
  "http://127.0.0.1/callback",
  "http://127.0.0.1:49152/callback",
  "http://[::1]:49152/",
])("an app may name %s", (uri) => {
  expect(redirectUriOf({ redirectUris }, uri)).toBe(uri);
});

it.each([
  "",
  "https://a.example/callback",
  "https://a.example/callback?to=a&b",
  "https://a.example:444/callback?to=a",
  "https://a.example.evil.example/callback?to=a",
  "http://127.0.0.1:49152/elsewhere",
  "http://127.0.0.1:49152@evil.example/callback",
  "http://127.0.0.1:99999/callback",
  "http://127.0.0.1:/callback",
  "http://127.0.0.2:49152/callback",
  "http://localhost:49152/callback",
])("an app with other registered URIs may not name %s", (uri) => {
  expect(redirectUriOf({ redirectUris }, uri)).toBeNull();
});

it("an app's key is recognized by its hash, and no key is right for an app without one", () => {
  const key = createAppKey();
  const secretHash = hashAppKey(key);
  expect(isAppKey({ secretHash }, key)).toBe(true);
  expect(isAppKey({ secretHash }, createAppKey())).toBe(false);
  expect(isAppKey({ secretHash }, secretHash)).toBe(false);
  expect(isAppKey({ secretHash: null }, "")).toBe(false);
});
