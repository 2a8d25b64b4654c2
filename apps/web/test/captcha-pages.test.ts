import { asOwner } from "@watchword/db/testing";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findBarriers, hasBrowser, inFreshBrowser } from "./browser.ts";
import { until } from "./processes.ts";
import { startTurnstileServer, type TurnstileServer } from "./turnstile-server.ts";
import { standInForCloudflare } from "./turnstile-widget.ts";
import { anybody, beginVisitAlone, problemOn, type Visit } from "./visitor.ts";

/** Forty wrong guesses a day at six digits. */
const policy = { perClient: null, guessBudget: { expectedGuessedPerDay: 0.00008 } };
const PAGES = ["/sign-in", "/sign-up", "/password-reset", "/sign-in/password"];

describe.runIf(hasBrowser)("a captcha on the pages", () => {
  let visit: Visit;
  let turnstile: TurnstileServer;
  beforeAll(async () => {
    turnstile = await startTurnstileServer();
    visit = await beginVisitAlone({
      WATCHWORD_POLICY: JSON.stringify(policy),
      TURNSTILE_SITE_KEY: "0x4AAAAAAA-site",
      TURNSTILE_SECRET_KEY: turnstile.secretKey,
      TURNSTILE_BASE_URL: turnstile.baseUrl,
    });
  });
  beforeEach(async () => {
    turnstile.asked = [];
    await visit.auth.db.deleteFrom("spent_guesses").execute();
  });
  afterAll(async () => {
    await visit.end();
    await turnstile.close();
  });

  async function beginAttack(): Promise<void> {
    const budget = Buffer.from("code-length:6");
    const values = Array.from({ length: 20 }, (_, slot) => ({ budget, slot, at: new Date() }));
    await visit.auth.db.insertInto("spent_guesses").values(values).execute();
  }
  const solve = (action: string) => turnstile.solve(action);
  const inBrowser = (
    act: (page: Page, loaded: string[]) => Promise<void>,
    solveWith: (action: string) => string | Promise<string> = solve,
    options = {},
  ) =>
    inFreshBrowser(
      visit.browser,
      async (page) => act(page, await standInForCloudflare(page.context(), solveWith)),
      options,
    );
  async function send(page: Page, email = anybody()): Promise<string> {
    await page.getByLabel("Email address").fill(email);
    await page.getByRole("button", { name: /^(Continue with|Send) email$/ }).click();
    return email;
  }
  const frameSourcesOf = async (path: string) => {
    const { headers } = await fetch(visit.web.url + path);
    return /frame-src [^;]+/.exec(headers.get("content-security-policy") ?? "")?.[0] ?? null;
  };

  it("is on no page while there is no attack, and nothing of it may be loaded", async () => {
    await inBrowser(async (page, loaded) => {
      for (const path of PAGES) {
        await page.goto(visit.web.url + path, { waitUntil: "networkidle" });
        expect(await frameSourcesOf(path)).toBeNull();
      }
      await page.goto(`${visit.web.url}/sign-in`);
      await send(page);
      await page.getByRole("heading", { name: "Check your email" }).waitFor();
      expect(loaded).toEqual([]);
      expect(turnstile.asked).toEqual([]);
    });
  });

  it("is passed by people on every form without doing anything", async () => {
    await beginAttack();
    await inBrowser(async (page, loaded) => {
      for (const [path, then] of [
        ["/sign-in", "/sign-in/code"],
        ["/sign-up", "/sign-up/code"],
        ["/password-reset", "/password-reset/sent"],
      ] as const) {
        await page.goto(visit.web.url + path);
        await send(page);
        await page.waitForURL(visit.web.url + then);
      }
      await page.goto(`${visit.web.url}/sign-in/password`);
      expect(await frameSourcesOf("/sign-in/password")).toBe(
        "frame-src https://challenges.cloudflare.com",
      );
      const { email, password } = await visit.createAccount();
      for (const attempt of ["not my password", password]) {
        await page.getByLabel("Email address").fill(email);
        await page.getByLabel("Password", { exact: true }).fill(attempt);
        await page.getByRole("button", { name: "Sign in", exact: true }).click();
        if (attempt !== password) await page.getByText("is wrong").waitFor();
      }
      await visit.arrived(page);
      expect(new Set(loaded)).toEqual(new Set(["/turnstile/v0/api.js", "/frame"]));
      expect(turnstile.asked).toHaveLength(5);
    });
  });

  it("holds back a form that is sent too early, and isn't a barrier", async () => {
    await beginAttack();
    const { promise, resolve } = Promise.withResolvers<void>();
    const slowly = (action: string) => promise.then(() => solve(action));
    await inBrowser(async (page) => {
      await page.goto(`${visit.web.url}/sign-in`, { waitUntil: "networkidle" });
      expect(await findBarriers(page)).toEqual([]);
      const email = await send(page);
      expect(turnstile.asked).toEqual([]);
      resolve();
      await page.getByRole("heading", { name: "Check your email" }).waitFor();
      await until(async () => (await visit.countMails(email)) === 1);
    }, slowly);
  });

  it("that isn't passed says so, keeps what was typed, and may be tried again", async () => {
    await beginAttack();
    const answers = ["made up"];
    await inBrowser(
      async (page) => {
        await page.goto(`${visit.web.url}/sign-up`);
        const email = await send(page);
        await page.getByText("We couldn’t confirm that you’re a person").waitFor();
        expect(await visit.countMails(email)).toBe(0);
        expect(await page.getByLabel("Email address").inputValue()).toBe(email);
        await page.getByRole("button", { name: "Continue with email" }).click();
        await page.waitForURL(`${visit.web.url}/sign-up/code`);
      },
      (action) => answers.shift() ?? solve(action),
    );
  });

  it("comes to a page that was open before the attack", async () => {
    await inBrowser(async (page, loaded) => {
      await page.goto(`${visit.web.url}/sign-in`, { waitUntil: "networkidle" });
      await beginAttack();
      await send(page);
      await until(() => loaded.includes("/frame"));
      await send(page);
      await page.getByRole("heading", { name: "Check your email" }).waitFor();
    });
  });

  it("is shown to people who request another code", async () => {
    await inBrowser(async (page) => {
      const { email } = await visit.ask(page);
      await asOwner(visit.auth.db, (owner) =>
        owner
          .updateTable("tokens")
          .set({ code_expires_at: new Date(0), token_expires_at: new Date(0) })
          .where("email", "=", email)
          .execute(),
      );
      await page.reload();
      await beginAttack();
      await page.getByRole("button", { name: "Send a new code" }).click();
      await page.waitForURL(`${visit.web.url}/sign-in`);
      expect(await page.getByLabel("Email address").inputValue()).toBe(email);
    });
  });

  it("says without scripts what to do instead", async () => {
    await beginAttack();
    await inFreshBrowser(
      visit.browser,
      async (page) => {
        await page.goto(`${visit.web.url}/sign-in`);
        expect(await page.locator("main").innerText()).toContain("This needs JavaScript");
        const email = await send(page);
        await problemOn(page).waitFor();
        expect(await page.locator("main").innerText()).toContain("This needs JavaScript");
        expect(await visit.countMails(email)).toBe(0);
      },
      { javaScriptEnabled: false },
    );
  });
});
