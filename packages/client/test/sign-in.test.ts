import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSignIn, type SignInOptions } from "../src/server/sign-in.ts";
import { agree, type Browser, openBrowser } from "./browser.ts";
import { startWatchword, type Watchword } from "./watchword.ts";

const ORIGIN = "http://127.0.0.1:3002";
const SECURE_ORIGIN = "https://secure.example";
const PENDING = /^(__Host-)?(partner|secure)-sign-in-[\w-]{43}$/;

let watchword: Watchword;
let member: string;
beforeAll(async () => {
  watchword = await startWatchword([
    { id: "partner", origin: ORIGIN },
    { id: "secure", origin: SECURE_ORIGIN },
  ]);
  member = await watchword.signIn("ada@example.com");
});
afterAll(() => watchword.close());

const app = (options: Partial<SignInOptions> = {}) =>
  createSignIn({ url: watchword.url, app: { id: "partner" }, origin: ORIGIN, ...options });

async function signInTo(routes: ReturnType<typeof app>, browser: Browser, origin = ORIGIN) {
  const left = await browser.visit(routes.signInRoute, `${origin}/sign-in?next=/members?page=2`);
  const back = await agree(watchword.url, left.headers.get("location"), member);
  return { back, arrived: await browser.visit(routes.callbackRoute, origin + back) };
}

describe("signing in to an app", () => {
  it("comes back to where it started, with a session of the app's own", async () => {
    const routes = app();
    const browser = openBrowser();
    const { arrived } = await signInTo(routes, browser);
    expect(arrived.status).toBe(303);
    expect(arrived.headers.get("location")).toBe(`${ORIGIN}/members?page=2`);
    expect(arrived.headers.get("cache-control")).toBe("no-store");
    expect([...browser.cookies.keys()]).toEqual(["partner"]);
    const current = await routes.getSession(browser.request(ORIGIN));
    expect(current?.user.email).toBe("ada@example.com");
    expect(current?.session.audience).toBe("partner");
  });

  it("hides cookies from scripts and other sites and, over https, from other hosts", async () => {
    const flags = async (routes: ReturnType<typeof app>, origin: string) => {
      const browser = openBrowser();
      const left = await browser.visit(routes.signInRoute, `${origin}/sign-in`);
      const back = await agree(watchword.url, left.headers.get("location"), member);
      const arrived = await browser.visit(routes.callbackRoute, origin + back);
      return [...left.headers.getSetCookie(), arrived.headers.getSetCookie().at(-1)].map((cookie) =>
        cookie?.replace(/=[^;]+/, "").replace(/-[\w-]{43};/, ";"),
      );
    };
    expect(await flags(app(), ORIGIN)).toEqual([
      "partner-sign-in; Max-Age=1800; Path=/; HttpOnly; SameSite=Lax",
      "partner; Max-Age=34560000; Path=/; HttpOnly; SameSite=Lax",
    ]);
    const secure = app({ app: { id: "secure" }, origin: SECURE_ORIGIN });
    expect(await flags(secure, SECURE_ORIGIN)).toEqual([
      "__Host-secure-sign-in; Max-Age=1800; Path=/; HttpOnly; Secure; SameSite=Lax",
      "__Host-secure; Max-Age=34560000; Path=/; HttpOnly; Secure; SameSite=Lax",
    ]);
  });

  it("continues at the registered origin, whatever origin the request has", async () => {
    const routes = app();
    const browser = openBrowser();
    const left = await browser.visit(routes.signInRoute, "http://localhost:3002/sign-in?next=/a");
    const back = await agree(watchword.url, left.headers.get("location"), member);
    const arrived = await browser.visit(routes.callbackRoute, `http://localhost:3002${back}`);
    expect(arrived.headers.get("location")).toBe(`${ORIGIN}/a`);
  });

  it.each([
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    "/sign-in?next=/sign-in",
    "/callback?token=t",
    `/${"a".repeat(600)}`,
    "",
  ])("goes home and not to %j", async (next) => {
    const routes = app();
    const browser = openBrowser();
    const asked = `${ORIGIN}/sign-in?${new URLSearchParams({ next })}`;
    const left = await browser.visit(routes.signInRoute, asked);
    const back = await agree(watchword.url, left.headers.get("location"), member);
    const arrived = await browser.visit(routes.callbackRoute, ORIGIN + back);
    expect(arrived.headers.get("location")).toBe(`${ORIGIN}/`);
  });

  it("keeps the sign-ins of two tabs apart, and only the newest five", async () => {
    const routes = app();
    const browser = openBrowser();
    const tabs: (string | null)[] = [];
    for (let tab = 0; tab < 7; tab += 1) {
      const left = await browser.visit(routes.signInRoute, `${ORIGIN}/sign-in?next=/tab-${tab}`);
      tabs.push(left.headers.get("location"));
    }
    expect([...browser.cookies.keys()].filter((name) => PENDING.test(name))).toHaveLength(5);
    const newest = tabs.slice(-1).concat(tabs.slice(-2, -1));
    for (const [index, sentTo] of newest.entries()) {
      const back = await agree(watchword.url, sentTo ?? "", member);
      const arrived = await browser.visit(routes.callbackRoute, ORIGIN + back);
      expect(arrived.headers.get("location")).toBe(`${ORIGIN}/tab-${6 - index}`);
    }
  });
});

describe("an answer that isn't for this browser", () => {
  it("is refused if the sign-in was started in another one", async () => {
    const routes = app();
    const left = await openBrowser().visit(routes.signInRoute, `${ORIGIN}/sign-in`);
    const back = await agree(watchword.url, left.headers.get("location"), member);
    const other = openBrowser();
    const arrived = await other.visit(routes.callbackRoute, ORIGIN + back);
    expect(arrived.status).toBe(400);
    expect(await arrived.text()).toContain("wasn’t started in this browser");
    expect(other.cookies.size).toBe(0);
  });

  it("works once, and then leads home", async () => {
    const routes = app();
    const browser = openBrowser();
    const { back } = await signInTo(routes, browser);
    const again = await browser.visit(routes.callbackRoute, ORIGIN + back);
    expect(again.headers.get("location")).toBe(`${ORIGIN}/`);
  });

  it.each(["partner-sign-in-", "partner-sign-in-a b", `partner-sign-in-${"a".repeat(43)}`])(
    "isn't accepted with the cookie %j",
    async (name) => {
      const headers = { cookie: `${name}=x; ${name}=1.v./` };
      const request = new Request(`${ORIGIN}/callback?token=t&state=a b`, { headers });
      expect((await app().callbackRoute(request)).status).toBe(400);
    },
  );

  it("may be a refusal, which the app shows in its own words", async () => {
    const routes = app({
      failed: ({ reason, status }) => new Response(`refused: ${reason}`, { status }),
    });
    const browser = openBrowser();
    const left = await browser.visit(routes.signInRoute, `${ORIGIN}/sign-in`);
    const state = new URL(left.headers.get("location") ?? "").searchParams.get("state");
    const denied = `${ORIGIN}/callback?error=access_denied&state=${state}`;
    const arrived = await browser.visit(routes.callbackRoute, denied);
    expect(arrived.status).toBe(403);
    expect(await arrived.text()).toBe("refused: access_denied");
    expect(browser.cookies.size).toBe(0);
  });
});
