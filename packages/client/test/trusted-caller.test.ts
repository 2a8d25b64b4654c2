import { createAppKey } from "@watchword/api/app-key";
import { afterEach, describe, expect, it } from "vitest";
import { createWatchwordClient, visitorOf } from "../src/client.ts";

const key = createAppKey();
const headers = new Headers({
  "x-forwarded-for": "10.9.9.9, 203.0.113.7:5678, [2001:db8::1]:443",
  "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/130.0",
  "accept-language": "de-CH,de;q=0.9",
});

describe("a visitor", () => {
  it("is who the app's own proxies say, and not who they say they are", () => {
    expect(visitorOf({ headers }, { proxyHops: 2 })).toEqual({
      ip: "203.0.113.7",
      userAgent: headers.get("user-agent"),
      locale: "de-CH,de;q=0.9",
    });
    expect(visitorOf({ headers }, { proxyHops: 1 })?.ip).toBe("2001:db8::1");
    const direct = visitorOf({ headers }, { proxyHops: 0, socketAddress: "198.51.100.9" });
    expect(direct?.ip).toBe("198.51.100.9");
  });

  it("is nobody where the request didn't come through so many proxies", () => {
    expect(visitorOf({ headers }, { proxyHops: 4 })).toBeNull();
    expect(visitorOf({ headers: new Headers() }, { proxyHops: 1 })).toBeNull();
    expect(visitorOf({ headers }, { proxyHops: 0 })).toBeNull();
  });
});

describe("a key", () => {
  afterEach(() => void Reflect.deleteProperty(globalThis, "document"));

  it("is refused where everybody can read it, and a visitor without one", () => {
    const url = "https://auth.example";
    const visitor = { ip: "203.0.113.7" };
    expect(() => createWatchwordClient({ url, visitor })).toThrow("an app that has a key");
    Object.assign(globalThis, { document: {} });
    const app = { id: "shop", key };
    expect(() => createWatchwordClient({ url, app })).toThrow("on a server only");
  });
});
