import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createWatchwordClient } from "../src/client.ts";
import { createSignIn as createHonoSignIn } from "../src/hono.ts";
import { createSignIn, type SignInOptions } from "../src/server/sign-in.ts";
import { agree, type Browser, openBrowser } from "./browser.ts";
import { startWatchword, type Watchword } from "./watchword.ts";

const ORIGIN = "http://127.0.0.1:3002";

let watchword: Watchword;
let member: string;
beforeAll(async () => {
  watchword = await startWatchword([
    { id: "partner", origin: ORIGIN },
    { id: "other", origin: "http://127.0.0.1:3003" },
  ]);
  member = await watchword.signIn("ada@example.com");
});
afterAll(() => watchword.close());

const app = (options: Partial<SignInOptions> = {}) =>
  createSignIn({ url: watchword.url, app: { id: "partner" }, origin: ORIGIN, ...options });

/** A browser that is signed in to the app. */
async function signedIn(routes = app()): Promise<Browser> {
  const browser = openBrowser();
  const left = await browser.visit(routes.signInRoute, `${ORIGIN}/sign-in`);
  const back = await agree(watchword.url, left.headers.get("location"), member);
  await browser.visit(routes.callbackRoute, ORIGIN + back);
  return browser;
}

/** A server that takes requests and never answers. */
async function startSilent() {
  const server = createServer(() => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, close: () => server.close().closeAllConnections() };
}

describe("the guard of an app", () => {
  it("lets people who are signed in pass", async () => {
    const routes = app();
    const browser = await signedIn(routes);
    expect(await routes.guard(browser.request(`${ORIGIN}/members`))).toBeUndefined();
  });

  it("sends others to sign in, and from there to where they were going", async () => {
    const answer = await app().guard(new Request("http://localhost:3002/members?page=2"));
    expect(answer?.status).toBe(303);
    expect(answer?.headers.get("location")).toBe(`${ORIGIN}/sign-in?next=%2Fmembers%3Fpage%3D2`);
  });

  it("doesn't guard signing in itself, and refuses requests that nobody can come back to", async () => {
    const { guard } = app();
    expect(await guard(new Request(`${ORIGIN}/sign-in`))).toBeUndefined();
    expect(await guard(new Request(`${ORIGIN}/callback?token=t`))).toBeUndefined();
    expect((await guard(new Request(`${ORIGIN}/members`, { method: "POST" })))?.status).toBe(401);
  });

  it("forgets a session that has ended, and a cookie that isn't a session", async () => {
    const browser = await signedIn();
    const token = browser.cookies.get("partner") ?? "";
    await createWatchwordClient({ url: watchword.url, token }).session.signOut.mutate();
    const answer = await app().guard(browser.request(`${ORIGIN}/members`));
    expect(answer?.headers.getSetCookie()).toEqual([
      "partner=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax",
    ]);
    const odd = new Request(ORIGIN, { headers: { cookie: "partner=%F0%9F%94%91%0A" } });
    expect(await app().getSession(odd)).toBeNull();
  });

  it("doesn't accept a session of another app", async () => {
    const other = app({ app: { id: "other" }, origin: "http://127.0.0.1:3003" });
    const left = await openBrowser().visit(other.signInRoute, "http://127.0.0.1:3003/sign-in");
    const verifier = left.headers.getSetCookie()[0]?.split(".")[1];
    const back = await agree(watchword.url, left.headers.get("location"), member);
    const redeemed = await createWatchwordClient({ url: watchword.url }).oneTimeToken.verify.mutate(
      {
        token: new URLSearchParams(back.split("?")[1]).get("token") ?? "",
        audience: "other",
        codeVerifier: verifier ?? "",
        transport: "token",
      },
    );
    for (const token of [redeemed.token, member]) {
      const stolen = new Request(ORIGIN, { headers: { cookie: `partner=${token}` } });
      expect(await app().getSession(stolen)).toBeNull();
    }
  });

  it("asks Watchword once per request, in Hono", async () => {
    const signIn = createHonoSignIn({
      url: watchword.url,
      app: { id: "partner" },
      origin: ORIGIN,
    });
    const hono = new Hono();
    hono.get("/sign-in", signIn.signInRoute).get("/callback", signIn.callbackRoute);
    hono.use("/members/*", signIn.guard);
    hono.get("/members/me", async (c) => c.text((await signIn.getSession(c))?.user.email ?? ""));
    const fetch = async (request: Request) => hono.fetch(request);
    const browser = openBrowser();
    const turnedAway = await browser.visit(fetch, `${ORIGIN}/members/me`);
    const left = await browser.visit(fetch, turnedAway.headers.get("location") ?? "");
    const back = await agree(watchword.url, left.headers.get("location"), member);
    const arrived = await browser.visit(fetch, ORIGIN + back);
    const before = watchword.requests();
    const page = await browser.visit(fetch, arrived.headers.get("location") ?? "");
    expect(await page.text()).toBe("ada@example.com");
    expect(watchword.requests() - before).toBe(1);
  });
});

describe("an app, while Watchword doesn't answer,", () => {
  it("waits no longer than its timeout, tells nobody that they aren't signed in, and lets nobody pass", async () => {
    const silent = await startSilent();
    const browser = await signedIn();
    const routes = app({ url: silent.url, timeoutMs: 50 });
    await expect(routes.getSession(browser.request(ORIGIN))).rejects.toThrow("within 50 ms");
    const answer = await routes.guard(browser.request(`${ORIGIN}/members`));
    expect(answer?.status).toBe(503);
    expect(answer?.headers.get("retry-after")).toBe("5");
    expect(answer?.headers.getSetCookie()).toEqual([]);
    silent.close();
  });

  it("finishes a sign-in when its last page is loaded again", async () => {
    const browser = openBrowser();
    const left = await browser.visit(app().signInRoute, `${ORIGIN}/sign-in`);
    const back = await agree(watchword.url, left.headers.get("location"), member);
    const away = app({ url: "http://127.0.0.1:9" });
    expect((await browser.visit(away.callbackRoute, ORIGIN + back)).status).toBe(503);
    expect((await browser.visit(app().callbackRoute, ORIGIN + back)).status).toBe(303);
    expect(browser.cookies.has("partner")).toBe(true);
  });

  it("signs out of the app nevertheless", async () => {
    const browser = await signedIn();
    const away = app({ url: "http://127.0.0.1:9" });
    await browser.visit(away.signOutRoute, `${ORIGIN}/sign-out`, { method: "POST" });
    expect(browser.cookies.size).toBe(0);
  });
});

describe("signing out of an app", () => {
  it("ends the app's session, and Watchword's on its page", async () => {
    const routes = app();
    const browser = await signedIn(routes);
    const token = browser.cookies.get("partner") ?? "";
    const headers = { origin: ORIGIN };
    const answer = await browser.visit(routes.signOutOfBothRoute, `${ORIGIN}/sign-out`, {
      method: "POST",
      headers,
    });
    expect(answer.headers.get("location")).toBe(`${watchword.url}/sign-out?app=partner`);
    expect(browser.cookies.size).toBe(0);
    const current = createWatchwordClient({ url: watchword.url, token }).session.current;
    expect(await current.query()).toBeNull();
  });

  it("works only by POST from the app's own pages", async () => {
    const { signOutRoute } = app();
    const browser = await signedIn();
    const foreign = { method: "POST", headers: { origin: "https://evil.example" } };
    expect((await browser.visit(signOutRoute, `${ORIGIN}/sign-out`)).status).toBe(405);
    expect((await browser.visit(signOutRoute, `${ORIGIN}/sign-out`, foreign)).status).toBe(403);
    expect(await app().getSession(browser.request(ORIGIN))).not.toBeNull();
  });

  it("works from a page that hides its origin if the browser says that it is the app's", async () => {
    const { signOutRoute } = app();
    const browser = await signedIn();
    const post = (headers: Record<string, string>) =>
      browser.visit(signOutRoute, `${ORIGIN}/sign-out`, { method: "POST", headers });
    const sites = [{}, { "sec-fetch-site": "same-site" }, { "sec-fetch-site": "cross-site" }];
    for (const site of sites) expect((await post({ origin: "null", ...site })).status).toBe(403);
    expect(browser.cookies.has("partner")).toBe(true);
    expect((await post({ origin: "null", "sec-fetch-site": "same-origin" })).status).toBe(303);
    expect(browser.cookies.size).toBe(0);
  });
});
