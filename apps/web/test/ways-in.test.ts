import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBarriers, hasBrowser, inFreshBrowser } from "./browser.ts";
import { heading, press } from "./page-actions.ts";
import { until } from "./processes.ts";
import { anybody, beginVisit, codeField, signInWithPassword, type Visit } from "./visitor.ts";

let visit: Visit;

describe.runIf(hasBrowser)("a way in", () => {
  beforeAll(async () => {
    visit = await beginVisit();
  });
  afterAll(() => visit.end());

  const inBrowser = (story: (page: Page) => Promise<void>) => inFreshBrowser(visit.browser, story);
  const open = (page: Page, path: string) => page.goto(visit.web.url + path);
  const addressField = (page: Page) => page.getByLabel("Email address");
  const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.trim());

  it("offers the last address that signed in, another one, and to forget it", async () => {
    await inBrowser(async (page) => {
      const { email, code } = await visit.ask(page);
      await codeField(page).fill(code);
      await visit.arrived(page);
      await press(page, "Sign out");
      await page.getByText("You’ve signed out.").waitFor();
      await page.getByText(email).waitFor();
      expect(await addressField(page).count()).toBe(0);
      expect(await focused(page)).toBe("Continue with email");
      expect(await findBarriers(page)).toEqual([]);

      await page.getByRole("link", { name: "Use another email address" }).click();
      await addressField(page).waitFor();
      expect(await page.getByText("You’ve signed out.").count(), "it is said once").toBe(0);
      expect(await addressField(page).inputValue()).toBe("");
      expect(page.url()).not.toContain("example");

      await open(page, "/sign-in");
      await press(page, "Continue with email");
      await heading(page, "Check your email");
      await codeField(page).fill((await visit.newestMail(email, "sign-in code", 1)).code);
      await visit.arrived(page);
      await press(page, "Sign out");
      await press(page, "Forget this email address");
      await addressField(page).waitFor();
      await page.reload();
      expect(await addressField(page).inputValue()).toBe("");
    });
  });

  it("offers and forgets an address without scripts", async () => {
    await inFreshBrowser(
      visit.browser,
      async (page) => {
        const account = await visit.createAccount();
        await signInWithPassword(page, visit, account);
        await visit.arrived(page);
        await press(page, "Sign out");
        await page.getByText("You’ve signed out.").waitFor();
        await page.getByText(account.email).waitFor();
        await press(page, "Forget this email address");
        await addressField(page).waitFor();
        expect(await page.content()).not.toContain(account.email);
      },
      { javaScriptEnabled: false },
    );
  });

  it("carries a typed address from form to form, and none of it in a URL", async () => {
    await inBrowser(async (page) => {
      const email = anybody();
      await open(page, "/sign-in");
      await addressField(page).fill(email);
      for (const [link, path] of [
        ["Sign in with a password", "/sign-in/password"],
        ["set a new password", "/password-reset"],
        ["Sign in with a code", "/sign-in"],
        ["sign up with one", "/sign-up"],
      ] as const) {
        await page.getByRole("link", { name: link }).click();
        await page.waitForURL((url) => url.pathname === path);
        await until(async () => (await addressField(page).inputValue()) === email);
        expect(page.url()).not.toContain("visitor");
      }
    });
  });

  it("says that a session was ended elsewhere", async () => {
    await inBrowser(async (page) => {
      const email = await visit.signIn(page);
      await inBrowser(async (elsewhere) => {
        await visit.signIn(elsewhere, { email });
        await press(elsewhere, "Sign out the other session");
        await press(elsewhere, "Sign it out");
        await elsewhere.getByText("You’re not signed in anywhere else.").waitFor();
      });
      await open(page, "/account");
      await page.getByText("Your session has ended. Sign in again.").waitFor();
      expect(await findBarriers(page)).toEqual([]);
    });
  });

  it("offers to continue with the account that is signed in, and hides the form for other addresses", async () => {
    await inBrowser(async (page) => {
      await visit.signIn(page);
      await open(page, "/sign-in");
      await page.getByRole("link", { name: "Continue" }).waitFor();
      await until(async () => (await focused(page)) === "Continue");
      expect(await addressField(page).count()).toBe(0);
      expect(await findBarriers(page)).toEqual([]);
      await page.getByRole("link", { name: "Use another email address" }).click();
      await addressField(page).waitFor();
    });
  });
});
