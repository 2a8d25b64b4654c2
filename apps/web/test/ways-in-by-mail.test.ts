import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBarriers, hasBrowser, inFreshBrowser } from "./browser.ts";
import { heading, newPassword, press, requestAt } from "./page-actions.ts";
import { until } from "./processes.ts";
import {
  anybody,
  beginVisit,
  codeField,
  GOOD_PASSWORD,
  problemOn,
  signInWithPassword,
  type Visit,
} from "./visitor.ts";

let visit: Visit;

describe.runIf(hasBrowser)("a way in by mail", () => {
  beforeAll(async () => {
    visit = await beginVisit();
  });
  afterAll(() => visit.end());

  const inBrowser = (story: (page: Page) => Promise<void>) => inFreshBrowser(visit.browser, story);
  const open = (page: Page, path: string) => page.goto(visit.web.url + path);
  const addressField = (page: Page) => page.getByLabel("Email address");

  it("is in the mail to an address that signs up and has an account, whose password stays", async () => {
    const account = await visit.createAccount();
    await inBrowser(async (page) => {
      await requestAt(page, `${visit.web.url}/sign-up`, {
        label: "Email address",
        email: account.email,
      });
      await codeField(page).fill((await visit.newestMail(account.email)).code);
      await newPassword(page).fill("another lamp, another harbour");
      await press(page, "Sign up");
      await visit.arrived(page);
      await page.getByText("You already had an account").waitFor();
      await press(page, "Sign out");
      await signInWithPassword(page, visit, { ...account, password: GOOD_PASSWORD });
      await visit.arrived(page);
    });
  });

  it("is also behind the button of that mail, for people who know its address", async () => {
    const { email } = await visit.createAccount();
    await inBrowser(async (page) => {
      await requestAt(page, `${visit.web.url}/sign-up`, { label: "Email address", email });
      await heading(page, "Check your email");
    });
    const { link, text } = await visit.newestMail(email, "you have an account");
    expect(text).toContain("The link works for");
    await inBrowser(async (page) => {
      await page.goto(link);
      await heading(page, "You already have an account");
      expect(await page.title()).toContain("You already have an account");
      expect(await newPassword(page).count()).toBe(0);
      expect(await findBarriers(page)).toEqual([]);
      await press(page, "Sign in");
      await problemOn(page).waitFor();
      await addressField(page).fill(email);
      await press(page, "Sign in");
      await visit.arrived(page);
    });
  });

  it("keeps where it leads through a password and its reset", async () => {
    const account = await visit.createAccount();
    await inBrowser(async (page) => {
      await open(page, "/sign-in?next=%2Faccount%2Fdevice");
      await page.getByRole("link", { name: "Sign in with a password" }).click();
      await page.getByRole("link", { name: "set a new password" }).click();
      await heading(page, "Set a new password");
      await addressField(page).fill(account.email);
      await press(page, "Send email");
      await heading(page, "Check your email");
      await page.goto((await visit.newestMail(account.email)).link);
      await newPassword(page).fill("another lamp, another harbour");
      await press(page, "Set password");
      await visit.arrived(page, "/account/device");
    });
  });

  it("keeps where it leads when the link of a sign-up or a reset is opened in another browser", async () => {
    const account = await visit.createAccount();
    const asked = [
      { at: "/sign-up", email: anybody(), send: "Sign up" },
      { at: "/password-reset", email: account.email, send: "Set password" },
    ];
    for (const { at, email, send } of asked) {
      await inBrowser(async (page) => {
        await open(page, `${at}?next=%2Faccount%2Fdevice`);
        await addressField(page).fill(email);
        await addressField(page).press("Enter");
        await page.waitForURL(({ pathname }) => pathname !== at);
      });
      await inBrowser(async (page) => {
        await page.goto((await visit.newestMail(email)).link);
        await newPassword(page).fill("another lamp, another harbour");
        await press(page, send);
        await visit.arrived(page, "/account/device");
      });
    }
  });

  it("mails a reset again, and says the same for every address", async () => {
    const account = await visit.createAccount();
    const seen: string[] = [];
    for (const email of [account.email, anybody()]) {
      await inBrowser(async (page) => {
        await page.clock.install();
        await requestAt(page, `${visit.web.url}/password-reset`, { label: "Email address", email });
        await heading(page, "Check your email");
        await page.locator("button[aria-disabled=true]").waitFor();
        await page.getByText(/^in \d+ sec\.$/).waitFor();
        await page.clock.fastForward(31_000);
        await press(page, "Send again");
        await page.getByText("Sent again, if there’s an account").waitFor();
        seen.push((await page.locator("main").innerText()).replace(email, ""));
        expect(await findBarriers(page)).toEqual([]);
      });
    }
    expect(seen[0]).toBe(seen[1]);
    await until(async () => (await visit.countMails(account.email)) === 2);
  });
});
