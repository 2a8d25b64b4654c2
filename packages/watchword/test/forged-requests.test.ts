import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type App, cookiesOf, dataOf, PUBLIC_URL, startApp } from "./app.ts";

let app: App;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

describe("a form", () => {
  const posted = (headers: Record<string, string>) => () =>
    app.watchword.forRequest({ method: "POST", headers: new Headers(headers) });

  it("of the app's own page is accepted if a policy hides its origin, as Helmet's does", () => {
    const hidden = { origin: "null", "sec-fetch-site": "same-origin" };
    expect(posted(hidden)).not.toThrow();
    expect(posted({ origin: PUBLIC_URL })).not.toThrow();
  });

  it.each([
    { origin: "null" },
    { origin: "null", "sec-fetch-site": "cross-site" },
    { origin: "null", "sec-fetch-site": "same-site" },
    { origin: "https://evil.example", "sec-fetch-site": "same-origin" },
    { origin: `${PUBLIC_URL}.evil.example` },
    { origin: "https://localhost:3000" },
    { origin: "http://localhost" },
    { origin: "" },
  ])("of any other page is refused: %o", (headers) => {
    expect(posted(headers)).toThrow("FORBIDDEN");
  });
});

it("something that isn't a web request is refused with an explanation", async () => {
  const { watchword } = app;
  const ofNode = { headers: { cookie: "watchword=x" }, method: "GET" } as unknown as Request;
  await expect(watchword.getSession(ofNode)).rejects.toThrow("incomingOf(req)");
  expect(() => watchword.forRequest(ofNode)).toThrow("incomingOf(req)");
});

describe("a session", () => {
  it("doesn't count if another origin's page tries to change something with its cookie", async () => {
    const browser = await app.signIn("sibling@example.com");
    const sessionOf = (method: string, origin?: string) => {
      const headers = new Headers(browser);
      if (origin !== undefined) headers.set("origin", origin);
      return app.watchword.getSession(new Request(PUBLIC_URL, { method, headers }));
    };
    const here = { user: { email: "sibling@example.com" } };
    expect(await sessionOf("POST", "https://blog.localhost")).toBeNull();
    expect(await sessionOf("DELETE", "null")).toBeNull();
    expect(await sessionOf("POST", PUBLIC_URL)).toMatchObject(here);
    expect(await sessionOf("POST")).toMatchObject(here);
    expect(await sessionOf("GET", "https://blog.localhost")).toMatchObject(here);
  });

  it("isn't hidden by the header of a staging site's password", async () => {
    const browser = await app.signIn("staging@example.com");
    browser.set("authorization", "Basic c3RhZ2luZzpwYXNzd29yZA==");
    expect(await app.watchword.getSession(browser)).toMatchObject({
      user: { email: "staging@example.com" },
    });
  });

  it("isn't taken from a cookie while a bearer token is presented, right or wrong", async () => {
    const browser = await app.signIn("bearer@example.com");
    for (const bearer of ["Bearer nobodys", "bearer", "Bearer a b", "BEARER  x"]) {
      browser.set("authorization", bearer);
      expect(await app.watchword.getSession(browser), bearer).toBeNull();
    }
  });

  it("is that of one cookie, however many are sent and however they are written", async () => {
    const browser = await app.signIn("cookies@example.com");
    const cookie = browser.get("cookie") ?? "";
    const sessionOf = (text: string) => app.watchword.getSession(new Headers({ cookie: text }));
    for (const wrong of [
      "watchword=%E0%A4%A",
      "watchword=__proto__",
      `watchword=${"x".repeat(5_000)}`,
      "__proto__=x; constructor=y",
      cookie.replace("watchword=", "Watchword="),
      cookie.replace("watchword=", "__Host-watchword="),
    ])
      expect(await sessionOf(wrong), wrong).toBeNull();
    expect(await sessionOf(`a=b; ${cookie}; watchword=planted`)).not.toBeNull();
  });

  it("on a public URL is in no cookie that another host or a page without https can plant", async () => {
    const other = await startApp({
      database: app.database.url,
      publicUrl: "https://app.example.com",
      trustedProxyHops: 0,
    });
    const json = { "content-type": "application/json" };
    const post = (procedure: string, input: object) =>
      other.watchword.handler(
        new Request(`https://app.example.com/api/watchword/trpc/${procedure}`, {
          method: "POST",
          headers: json,
          body: JSON.stringify(input),
        }),
      );
    const { otpId } = await dataOf(
      await post("emailOtp.request", { email: "host@public.example" }),
    );
    const mails = () => [...app.mailbox.mails, ...other.mailbox.mails];
    const code = await vi.waitFor(() => {
      const mail = mails().find(({ to }) => to === "host@public.example");
      if (mail?.code === undefined) throw new Error("No mail came yet.");
      return mail.code;
    }, 60_000);
    const signedIn = await post("emailOtp.signIn", { otpId, code });
    for (const set of signedIn.headers.getSetCookie())
      expect(set).toMatch(
        /^__Host-watchword(?:-device)?=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      );
    const planted = cookiesOf(signedIn).get("cookie")?.replaceAll("__Host-", "") ?? "";
    expect(await other.watchword.getSession(new Headers({ cookie: planted }))).toBeNull();
    await other.close();
  });
});
