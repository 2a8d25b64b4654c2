import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBarriers, hasBrowser, inFreshBrowser } from "./browser.ts";
import { alive, heading, press } from "./page-actions.ts";
import {
  beginVisit,
  beginVisitAlone,
  GOOD_PASSWORD,
  signInWithPassword,
  type Visit,
} from "./visitor.ts";

let visit: Visit;

describe.runIf(hasBrowser)("what was just done", () => {
  beforeAll(async () => {
    visit = await beginVisit();
  });
  afterAll(() => visit.end());

  const inBrowser = (story: (page: Page) => Promise<void>) => inFreshBrowser(visit.browser, story);
  const open = (page: Page, path: string) => page.goto(visit.web.url + path);

  it("is said in a notice that has the focus", async () => {
    const account = await visit.createAccount();
    await inBrowser(async (page) => {
      await signInWithPassword(page, visit, account);
      await visit.arrived(page);
      await open(page, "/account/password");
      await page.getByLabel("New password").fill(`${GOOD_PASSWORD}, again`);
      await press(page, "Set password");
      await visit.arrived(page);
      const notice = page.getByRole("status").filter({ hasText: "Your new password is set." });
      await notice.waitFor();
      expect(await notice.evaluate((element) => document.activeElement === element)).toBe(true);
      expect(await findBarriers(page)).toEqual([]);
    });
  });

  it("is said when a session was ended from the list, and the focus isn't lost", async () => {
    await inBrowser(async (page) => {
      const email = await visit.signIn(page);
      await inBrowser(async (elsewhere) => void (await visit.signIn(elsewhere, { email })));
      await page.reload();
      await page.getByRole("button", { name: /^Sign out of/ }).press("Enter");
      await page.getByText("Signed out of Chrome on Linux.").waitFor();
      expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("OUTPUT");
      expect(await findBarriers(page)).toEqual([]);
    });
  });

  it("doesn't take the focus from somebody who is at a button before the page's scripts have loaded", async () => {
    await inBrowser(async (page) => {
      const email = await visit.signIn(page);
      await inBrowser(async (elsewhere) => void (await visit.signIn(elsewhere, { email })));
      const scripts = Promise.withResolvers<void>();
      await page.route("**/_next/static/**", async (route) => {
        if (route.request().resourceType() === "script") await scripts.promise;
        await route.continue();
      });
      await page.reload({ waitUntil: "commit" });
      const end = page.getByRole("button", { name: /^Sign out of/ });
      await end.focus();
      scripts.resolve();
      await alive(end);
      // Once the page's effects have run, one of which may move the focus.
      await page.evaluate(() => new Promise(requestAnimationFrame));
      await page.keyboard.press("Enter");
      await page.getByText("Signed out of Chrome on Linux.").waitFor();
    });
  });

  it("is said when the language was changed, and its button keeps the focus", async () => {
    await inBrowser(async (page) => {
      await open(page, "/sign-in");
      const menu = page.getByRole("contentinfo");
      expect(await menu.getByRole("button").count()).toBe(0);
      await menu.locator("summary").press("Enter");
      await menu.getByRole("button", { name: "Deutsch" }).press("Enter");
      await heading(page, "Anmelden");
      await menu.getByText("Sprache: Deutsch").last().waitFor();
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Deutsch");
    });
  });

  it("was confirmed first if it can't be undone, in a dark dialog that looks like that", async () => {
    await inBrowser(async (page) => {
      const email = await visit.signIn(page);
      await inBrowser(async (elsewhere) => void (await visit.signIn(elsewhere, { email })));
      await page.reload();
      const plain = await colorOf(page, "Sign out");
      await press(page, "Sign out the other session");
      const scrim = page.locator(".fixed[aria-hidden=true]");
      expect(await scrim.evaluate((element) => getComputedStyle(element).backgroundColor)).toMatch(
        /rgba\(0, 0, 0, 0\.6\)|rgb\(0 0 0 \/ 0\.6\)/,
      );
      const error = await colorOf(page, "Sign it out");
      await open(page, "/account/delete");
      expect(await colorOf(page, "Delete account")).toBe(error);
      expect(error).not.toBe(plain);
    });
  });

  function colorOf(page: Page, name: string): Promise<string> {
    return page
      .getByRole("button", { name, exact: true })
      .evaluate((button) => getComputedStyle(button).backgroundColor);
  }

  it("keeps buttons and wrong fields distinguishable with forced colors", async () => {
    await inFreshBrowser(
      visit.browser,
      async (page) => {
        await open(page, "/sign-in");
        const field = page.getByLabel("Email address");
        const width = () => field.evaluate((input) => getComputedStyle(input).borderTopWidth);
        const before = await width();
        await press(page, "Continue with email");
        await page.locator("[aria-invalid=true]").waitFor();
        expect(await width()).not.toBe(before);
        const button = page.getByRole("button", { name: "Continue with email" });
        const ground = await button.evaluate(
          (element) => getComputedStyle(element).backgroundColor,
        );
        const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
        expect(ground).not.toBe(paper);
      },
      { forcedColors: "active" },
    );
  });
});

describe.runIf(hasBrowser)("a page's title", () => {
  it("comes with the page, even on the way to one that doesn't exist", async () => {
    const titled = await beginVisit();
    try {
      await inFreshBrowser(titled.browser, async (page) => {
        await page.goto(`${titled.web.url}/sign-in`);
        expect(await page.title()).toBe("Sign in · Watchword");
        await page.evaluate(() => {
          const seen = globalThis as unknown as {
            titles: string[];
            next: { router: { push: (path: string) => void } };
          };
          seen.titles = [];
          const note = () => void seen.titles.push(document.title);
          new MutationObserver(note).observe(document.head, { childList: true, subtree: true });
          seen.next.router.push("/nowhere");
        });
        await page.getByRole("heading", { name: "Page not found" }).waitFor();
        expect(await page.title()).toBe("Page not found · Watchword");
        const titles = await page.evaluate(
          () => (globalThis as unknown as { titles?: string[] }).titles ?? [],
        );
        expect(titles).not.toContain("");
      });
    } finally {
      await titled.end();
    }
  });
});

describe.runIf(hasBrowser)("a mail that doesn't leave", () => {
  it("is said to take longer than usual after a quarter of a minute", async () => {
    const alone = await beginVisitAlone({ WORKER: "off" });
    try {
      await inFreshBrowser(alone.browser, async (page) => {
        await page.clock.install();
        await page.goto(`${alone.web.url}/sign-in`);
        await page.getByLabel("Email address").fill("slow@example.com");
        await press(page, "Continue with email");
        await page.getByText("Sending…", { exact: true }).waitFor();
        await page.clock.fastForward(16_000);
        await page.getByText("This is taking longer than usual.").waitFor();
      });
    } finally {
      await alone.end();
    }
  });
});
