import { expect, it } from "vitest";
import { hasOtherName } from "../src/http/own-name.ts";

const OURS = new URL("https://sign-in.example.com");
let pages = 0;

function asked(
  headers: Record<string, string>,
  { hops = 0, from = "127.0.0.1", url = `/page-${pages++}` } = {},
): boolean {
  return hasOtherName({ headers, url, socket: { remoteAddress: from } }, OURS, hops);
}

it("a page that is asked for by another name is another's", () => {
  expect(asked({ host: "sign-in.example.com" })).toBe(false);
  expect(asked({ host: "SIGN-IN.example.com" })).toBe(false);
  expect(asked({ host: "www.example.com" })).toBe(true);
  expect(asked({})).toBe(true);
});

it("behind counted proxies Host doesn't count, but the name that they forward does", () => {
  expect(asked({ host: "10.0.0.5:3000" }, { hops: 1 })).toBe(false);
  expect(asked({ host: "10.0.0.5:3000", "x-forwarded-host": "www.example.com" }, { hops: 1 })).toBe(
    true,
  );
  expect(asked({ host: "x", "x-forwarded-host": "sign-in.example.com" }, { hops: 1 })).toBe(false);
  expect(asked({ host: "x", "x-forwarded-host": "a.example, b.example" }, { hops: 2 })).toBe(false);
});

it("the default port of http or https that a proxy adds to the name is ignored", () => {
  for (const host of [
    "sign-in.example.com:443",
    "sign-in.example.com:80",
    "sign-in.example.com:",
  ]) {
    expect(asked({ host })).toBe(false);
    expect(asked({ host: "x", "x-forwarded-host": host }, { hops: 1 })).toBe(false);
  }
  expect(asked({ host: "sign-in.example.com:8443" })).toBe(true);
  expect(asked({ host: "www.example.com:443" })).toBe(true);
});

it("a browser that comes back by the same name isn't redirected any more, nor anybody else by that name", () => {
  const again = () => asked({ host: "127.0.0.1:3000" }, { url: "/sign-in" });
  expect([again(), again(), again(), again(), again()]).toEqual([true, true, true, false, false]);
  expect(asked({ host: "127.0.0.1:3000" })).toBe(false);
  expect(asked({ host: "127.0.0.1:4000" })).toBe(true);
});

it("a stranger who connects directly doesn't change which names are accepted", () => {
  const again = () => asked({ host: "stranger.example" }, { url: "/", from: "203.0.113.9" });
  for (let time = 0; time < 10; time++) expect(again()).toBe(true);
});
