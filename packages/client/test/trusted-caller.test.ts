import { createAppKey, hashAppKey } from "@watchword/api/app-key";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createWatchwordClient, refusalOf, visitorOf } from "../src/client.ts";
import { createSignIn } from "../src/server/sign-in.ts";
import { agree, openBrowser } from "./browser.ts";
import { startWatchword, type Watchword } from "./watchword.ts";

const ORIGIN = "https://shop.example";
const key = createAppKey();
const headers = new Headers({
  "x-forwarded-for": "10.9.9.9, 203.0.113.7:5678, [2001:db8::1]:443",
  "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/130.0",
  "accept-language": "de-CH,de;q=0.9",
});

let watchword: Watchword;
beforeAll(async () => {
  watchword = await startWatchword([{ id: "shop", origin: ORIGIN, secretHash: hashAppKey(key) }]);
});
afterAll(() => watchword.close());

describe("a visitor", () => {
  it("has the address that the app's own proxies report, and not one of their own choice", () => {
    expect(visitorOf({ headers }, { proxyHops: 2 })).toEqual({
      ip: "203.0.113.7",
      userAgent: headers.get("user-agent"),
      locale: "de-CH,de;q=0.9",
    });
    expect(visitorOf({ headers }, { proxyHops: 1 })?.ip).toBe("2001:db8::1");
    const direct = visitorOf({ headers }, { proxyHops: 0, socketAddress: "198.51.100.9" });
    expect(direct?.ip).toBe("198.51.100.9");
  });

  it("has what their browser said, without what Watchword can't store", () => {
    const said = (text: string) => Buffer.from(text).toString("latin1");
    const odd = new Headers({
      "x-forwarded-for": "203.0.113.7",
      "user-agent": said("Browser ✓ à\t1.0"),
      "accept-language": said("de\t,✓"),
    });
    expect(visitorOf({ headers: odd }, { proxyHops: 1 })).toEqual({
      ip: "203.0.113.7",
      userAgent: "Browser â Ã\u00a01.0",
      locale: "de,â",
    });
    const split = {
      get: (name: string) => (name === "user-agent" ? `${"x".repeat(511)}😀` : null),
    };
    const direct = visitorOf({ headers: split }, { proxyHops: 0, socketAddress: "::1" });
    expect(direct).toEqual({ ip: "::1", userAgent: "x".repeat(511) });
  });

  it.each([
    ["203.0.113.7", "203.0.113.7"],
    ['"[2001:db8::1]:443"', "2001:db8::1"],
    ["::ffff:203.0.113.7", "::ffff:203.0.113.7"],
    ["fe80::1%eth0", "fe80::1"],
    ["203.0.113.7:", "203.0.113.7"],
    ["unix:", null],
    ["unknown", null],
    ["_hidden", null],
    ["localhost", null],
    ["203.0.113", null],
    ["203.0.113.256", null],
    ["2001:db8::1::2", null],
    ["a:1", null],
  ])("at %s has the address %s", (entry, ip) => {
    const read = visitorOf({ headers: new Headers() }, { proxyHops: 0, socketAddress: entry });
    expect(read?.ip ?? null).toBe(ip);
    const behind = new Headers({ "x-forwarded-for": `10.9.9.9, ${entry}` });
    expect(visitorOf({ headers: behind }, { proxyHops: 1 })).toEqual(read);
  });

  it("is unknown if the request didn't come through that many proxies", () => {
    expect(visitorOf({ headers }, { proxyHops: 4 })).toBeNull();
    expect(visitorOf({ headers: new Headers() }, { proxyHops: 1 })).toBeNull();
    expect(visitorOf({ headers }, { proxyHops: 0 })).toBeNull();
  });
});

describe("a server with an app's key", () => {
  const visitor = {
    ...visitorOf({ headers }, { proxyHops: 2 }),
    ip: "203.0.113.7",
    place: "Zürich, CH",
  };
  const asShop = (given = key) =>
    createWatchwordClient({ url: watchword.url, app: { id: "shop", key: given }, visitor });

  it("signs in its visitor under the visitor's own address and browser", async () => {
    const { emailOtp } = asShop();
    const { otpId } = await emailOtp.request.mutate({ email: "ada@example.com" });
    const code = await watchword.code("ada@example.com");
    const { session } = await emailOtp.signIn.mutate({ otpId, code, transport: "token" });
    expect(session).toMatchObject({ ip: "203.0.113.7", place: "Zürich, CH" });
    expect(session.userAgent).toContain("Firefox");
  });

  it("names its visitor in a hand-off too", async () => {
    const routes = createSignIn({
      url: watchword.url,
      app: { id: "shop", key },
      origin: ORIGIN,
      visitor: (request) => visitorOf(request, { proxyHops: 2 }),
    });
    const browser = openBrowser();
    const left = await browser.visit(routes.signInRoute, `${ORIGIN}/sign-in`);
    const member = await watchword.signIn("grace@example.com");
    const back = await agree(watchword.url, left.headers.get("location"), member);
    const init = { headers: Object.fromEntries(headers) };
    await browser.visit(routes.callbackRoute, ORIGIN + back, init);
    const current = await routes.getSession(browser.request(ORIGIN, init));
    expect(current?.session.ip).toBe("203.0.113.7");
  });

  it("signs in a visitor whose browser names itself in UTF-8", async () => {
    const odd = new Headers(headers);
    odd.set("user-agent", Buffer.from("Browser ✓ 1.0").toString("latin1"));
    const routes = createSignIn({
      url: watchword.url,
      app: { id: "shop", key },
      origin: ORIGIN,
      visitor: (request) => visitorOf(request, { proxyHops: 2 }),
    });
    const browser = openBrowser();
    const left = await browser.visit(routes.signInRoute, `${ORIGIN}/sign-in`);
    const member = await watchword.signIn("uma@example.com");
    const back = await agree(watchword.url, left.headers.get("location"), member);
    const init = { headers: Object.fromEntries(odd) };
    await browser.visit(routes.callbackRoute, ORIGIN + back, init);
    const current = await routes.getSession(browser.request(ORIGIN, init));
    expect(current?.session.userAgent).toBe("Browser â 1.0");
  });

  it("is refused with a wrong key", async () => {
    const refused = asShop("wwa_wrong").emailOtp.request.mutate({ email: "ada@example.com" });
    expect(refusalOf(await refused.catch((error: unknown) => error))?.reason).toBe("FORBIDDEN");
  });
});

describe("a key", () => {
  afterEach(() => void Reflect.deleteProperty(globalThis, "document"));

  it("is refused in a browser, where everybody could read it, and required for a visitor", () => {
    const url = "https://auth.example";
    const visitor = { ip: "203.0.113.7" };
    expect(() => createWatchwordClient({ url, visitor })).toThrow("only an app with a key");
    Object.assign(globalThis, { document: {} });
    const app = { id: "shop", key };
    expect(() => createWatchwordClient({ url, app })).toThrow("on a server only");
  });
});
