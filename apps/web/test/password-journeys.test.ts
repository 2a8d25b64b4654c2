import { passTime } from "@watchword/db/testing";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBarriers, hasBrowser, inFreshBrowser } from "./browser.ts";
import { heading, newPassword, press, requestAt } from "./page-actions.ts";
import { beginVisit, GOOD_PASSWORD, problemOn, signInWithPassword, type Visit } from "./visitor.ts";

const STALE_SECONDS = 601;

let visit: Visit;

describe.runIf(hasBrowser)("an account's password, in a browser", () => {
  beforeAll(async () => {
    visit = await beginVisit();
  });
  afterAll(() => visit.end());

  const inBrowser = (story: (page: Page) => Promise<void>) => inFreshBrowser(visit.browser, story);
  const open = (page: Page, path: string) => page.goto(visit.web.url + path);

  it("can be reset by a link, which works once", async () => {
    const { email } = await visit.createAccount();
    await inBrowser(async (page) => {
      await requestAt(page, `${visit.web.url}/password-reset`, { label: "Email address", email });
      await heading(page, "Check your email");
      const { link } = await visit.newestMail(email);
      await inBrowser(async (elsewhere) => {
        await elsewhere.goto(link);
        expect(elsewhere.url()).toBe(`${visit.web.url}/password-reset/link`);
        await elsewhere.getByText("v•••@example.com").waitFor();
        expect(await elsewhere.content()).not.toContain(email);
      });
      await page.goto(link);
      expect(await page.locator("[autocomplete=username]").inputValue()).toBe(email);
      await newPassword(page).fill(`${email}!`);
      await press(page, "Set password");
      await page.getByText("close to your email address").waitFor();
      await newPassword(page).fill("another lamp, another harbour");
      await press(page, "Set password");
      await visit.arrived(page);
      await page.getByText("Your new password is set.").waitFor();

      await page.goto(link);
      await heading(page, "This link has already been used");
      expect(await page.getByLabel("password").count()).toBe(0);
      expect(await findBarriers(page)).toEqual([]);
    });
    await inBrowser(async (page) => {
      await signInWithPassword(page, visit, { email, password: GOOD_PASSWORD });
      await problemOn(page).waitFor();
      await signInWithPassword(page, visit, { email, password: "another lamp, another harbour" });
      await visit.arrived(page);
    });
  });

  it("isn't asked for if a reset link is too old", async () => {
    const { email } = await visit.createAccount();
    await inBrowser(async (page) => {
      await requestAt(page, `${visit.web.url}/password-reset`, { label: "Email address", email });
      const { link } = await visit.newestMail(email);
      await passTime(visit.auth.db, 3_601);
      await page.goto(link);
      await heading(page, "This link has expired");
      expect(await page.getByLabel("password").count()).toBe(0);
    });
  });

  it("can be changed with the current one, long after the sign-in", async () => {
    const account = await visit.createAccount();
    await inBrowser(async (page) => {
      await signInWithPassword(page, visit, account);
      await visit.arrived(page);
      await passTime(visit.auth.db, STALE_SECONDS);
      await open(page, "/account/password");
      await page.getByLabel("Current password").fill("not this one");
      await newPassword(page).fill("a different lamp altogether");
      await press(page, "Set password");
      await page.getByText("That isn’t your current password.").waitFor();
      expect(await newPassword(page).inputValue()).toBe("a different lamp altogether");
      await page.getByLabel("Current password").fill(account.password);
      await press(page, "Set password");
      await visit.arrived(page);
      await page.getByText("Your new password is set.").waitFor();
    });
  });
});
