import { passTime } from "@watchword/db/testing";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBarriers, hasBrowser, inFreshBrowser } from "./browser.ts";
import { heading, newPassword, press, requestAt } from "./page-actions.ts";
import {
  beginVisit,
  anybody,
  codeField,
  GOOD_PASSWORD,
  problemOn,
  wrongCode,
  type Visit,
} from "./visitor.ts";

const STALE_SECONDS = 601;

let visit: Visit;

describe.runIf(hasBrowser)("an account, in a browser", () => {
  beforeAll(async () => {
    visit = await beginVisit();
  });
  afterAll(() => visit.end());

  const inBrowser = (story: (page: Page) => Promise<void>) => inFreshBrowser(visit.browser, story);
  const open = (page: Page, path: string) => page.goto(visit.web.url + path);

  it("is made with a code and a password, after a weak password that doesn't use up the code", async () => {
    await inBrowser(async (page) => {
      const email = anybody();
      await requestAt(page, `${visit.web.url}/sign-up`, { label: "Email address", email });
      const { code } = await visit.newestMail(email);
      await codeField(page).fill(wrongCode(code));
      await newPassword(page).fill("password1");
      await press(page, "Sign up");
      await problemOn(page).waitFor();
      expect(await codeField(page).getAttribute("aria-invalid")).toBe("true");

      await codeField(page).fill(code);
      await press(page, "Sign up");
      await page.getByText("one of the most used passwords").waitFor();
      expect(await codeField(page).inputValue()).toBe(code);
      expect(await newPassword(page).getAttribute("aria-invalid")).toBe("true");
      expect(await newPassword(page).evaluate((field) => document.activeElement === field)).toBe(
        true,
      );
      expect(await findBarriers(page)).toEqual([]);

      await newPassword(page).fill(GOOD_PASSWORD);
      await press(page, "Sign up");
      await visit.arrived(page);
      await page.getByText(email).first().waitFor();
      await page.goBack();
      await visit.arrived(page);
    });
  });

  it("is made with the link, and the page that waits for the code goes on", async () => {
    await inBrowser(async (page) => {
      const email = anybody();
      await requestAt(page, `${visit.web.url}/sign-up`, { label: "Email address", email });
      const { link } = await visit.newestMail(email);
      const tab = await page.context().newPage();
      await tab.goto(link);
      expect(tab.url()).toBe(`${visit.web.url}/sign-up/link`);
      await newPassword(tab).fill("short");
      await press(tab, "Sign up");
      await tab.getByText("Too short: use at least").waitFor();
      await newPassword(tab).fill(GOOD_PASSWORD);
      await press(tab, "Sign up");
      await visit.arrived(tab);
      await page.bringToFront();
      await visit.arrived(page);
      await tab.goto(link);
      await heading(tab, "This link has already been used");
      expect(await findBarriers(tab)).toEqual([]);
    });
  });

  it("answers a sign-up with its address like any other, and its owner gets a mail", async () => {
    const { email } = await visit.createAccount();
    const seen: string[] = [];
    for (const address of [email, anybody()]) {
      await inBrowser(async (page) => {
        await page.clock.install();
        await requestAt(page, `${visit.web.url}/sign-up`, {
          label: "Email address",
          email: address,
        });
        await page.getByText("Sent. It can take a minute").waitFor();
        // Until no page counts seconds, of which both may not have the same.
        await page.clock.fastForward(31_000);
        const again = page.getByRole("button", { name: "Send again" });
        await again.and(page.locator("[aria-disabled=false]")).waitFor();
        seen.push((await page.locator("main").innerText()).replace(address, ""));
      });
    }
    expect(seen[0]).toBe(seen[1]);
    expect((await visit.newestMail(email)).text).toContain("already");
  });

  it.each([
    ["/account/email", "New email address"],
    ["/account/password", "New password"],
    ["/account/delete", "Enter your email address to confirm"],
  ])("asks to sign in again before %s, and comes back", async (path, field) => {
    await inBrowser(async (page) => {
      const email = await visit.signIn(page);
      await open(page, path);
      await page.getByLabel(field).waitFor();
      await passTime(visit.auth.db, STALE_SECONDS);
      await page.getByLabel(field).fill(field === "New email address" ? anybody() : email);
      if (field === "New password") await page.getByLabel(field).fill(GOOD_PASSWORD);
      await page.keyboard.press("Enter");
      await heading(page, "Sign in again");
      expect(await page.getByLabel("Email address").inputValue()).toBe(email);
      expect(await findBarriers(page)).toEqual([]);
      await open(page, path);
      expect(await page.getByLabel(field).count()).toBe(0);
      await page.getByRole("link", { name: "Sign in again" }).click();
      await press(page, "Continue with email");
      await heading(page, "Check your email");
      await codeField(page).fill((await visit.newestMail(email, "sign-in code", 1)).code);
      await visit.arrived(page, path);
      await page.getByLabel(field).waitFor();
    });
  });

  it("is deleted once its address is typed, and says goodbye", async () => {
    await inBrowser(async (page) => {
      const email = await visit.signIn(page);
      await open(page, "/account");
      await page.getByRole("link", { name: "Delete account" }).click();
      await page.getByLabel("Enter your email address to confirm").fill(anybody());
      await press(page, "Delete account");
      await page.getByText("Nothing was deleted.").waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await page.getByLabel("Enter your email address to confirm").fill(email);
      await press(page, "Delete account");
      await visit.arrived(page, "/account/deleted");
      await heading(page, "Your account has been deleted");
      await open(page, "/account");
      await heading(page, "Sign in");
    });
  });
});
