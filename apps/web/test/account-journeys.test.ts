import { passTime } from "@watchword/db/testing";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBarriers, hasBrowser, inFreshBrowser } from "./browser.ts";
import {
  anybody,
  beginVisit,
  codeField,
  GOOD_PASSWORD,
  problemOn,
  signInWithPassword,
  type Visit,
  wrongCode,
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
  const press = (page: Page, name: string) =>
    page.getByRole("button", { name, exact: true }).click();
  /** The title follows the heading: Next sends it after the page. */
  async function heading(page: Page, name: string): Promise<void> {
    await page.getByRole("heading", { name }).waitFor();
    await page.waitForFunction(() => document.title !== "");
  }
  const newPassword = (page: Page) => page.getByLabel("New password");

  async function requestAt(page: Page, path: string, label: string, email: string): Promise<void> {
    await open(page, path);
    await page.getByLabel(label).fill(email);
    await press(page, "Send the mail");
  }

  async function beginChange(page: Page, email: string): Promise<void> {
    await requestAt(page, "/account/email", "New address", email);
    await heading(page, "Enter the code");
  }

  it("is made by a code and a password, after a weak one that leaves the code good", async () => {
    await inBrowser(async (page) => {
      const email = anybody();
      await requestAt(page, "/sign-up", "Email address", email);
      const { code } = await visit.newestMail(email);
      await codeField(page).fill(wrongCode(code));
      await newPassword(page).fill("password1");
      await press(page, "Sign up");
      await problemOn(page).waitFor();
      expect(await codeField(page).getAttribute("aria-invalid")).toBe("true");

      await codeField(page).fill(code);
      await press(page, "Sign up");
      await page.getByText("Too many people use this password").waitFor();
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

  it("is made by the link, and the page that waits for the code goes on", async () => {
    await inBrowser(async (page) => {
      const email = anybody();
      await requestAt(page, "/sign-up", "Email address", email);
      const { link } = await visit.newestMail(email);
      const tab = await page.context().newPage();
      await tab.goto(link);
      expect(tab.url()).toBe(`${visit.web.url}/sign-up/link`);
      await newPassword(tab).fill("short");
      await press(tab, "Sign up");
      await tab.getByText("Too short: a password").waitFor();
      await newPassword(tab).fill(GOOD_PASSWORD);
      await press(tab, "Sign up");
      await visit.arrived(tab);
      await page.bringToFront();
      await visit.arrived(page);
      await tab.goto(link);
      await heading(tab, "This link was used");
      expect(await findBarriers(tab)).toEqual([]);
    });
  });

  it("answers a sign-up with a known address as any other, and tells its owner by mail", async () => {
    const { email } = await visit.createAccount();
    const seen: string[] = [];
    for (const address of [email, anybody()]) {
      await inBrowser(async (page) => {
        await requestAt(page, "/sign-up", "Email address", address);
        await page.getByText("Sent. It can take a minute").waitFor();
        const words = await page.locator("main").innerText();
        seen.push(words.replace(address, "").replace(/in \d+ s/, ""));
      });
    }
    expect(seen[0]).toBe(seen[1]);
    expect((await visit.newestMail(email)).text).toContain("already");
  });

  it("gets another password by a reset link, which works once", async () => {
    const { email } = await visit.createAccount();
    await inBrowser(async (page) => {
      await requestAt(page, "/password-reset", "Email address", email);
      await heading(page, "Look into your mail");
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
      await press(page, "Set the password");
      await page.getByText("close to your address").waitFor();
      await newPassword(page).fill("another lamp, another harbour");
      await press(page, "Set the password");
      await visit.arrived(page);
      await page.getByText("The new password is in force.").waitFor();

      await page.goto(link);
      await heading(page, "This link was used");
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

  it("says that a reset link is too old before a password is typed", async () => {
    const { email } = await visit.createAccount();
    await inBrowser(async (page) => {
      await requestAt(page, "/password-reset", "Email address", email);
      const { link } = await visit.newestMail(email);
      await passTime(visit.auth.db, 3_601);
      await page.goto(link);
      await heading(page, "This link is too old");
      expect(await page.getByLabel("password").count()).toBe(0);
    });
  });

  it("has its address proven by code, or by a link that asks for the right session", async () => {
    for (const door of ["code", "link"] as const) {
      const account = await visit.createAccount({ emailVerified: false });
      await inBrowser(async (page) => {
        await signInWithPassword(page, visit, account);
        await visit.arrived(page);
        await page.getByRole("link", { name: "prove it" }).click();
        await page.getByText("the proof removes it").waitFor();
        await press(page, "Send the mail");
        await heading(page, "Enter the code");
        const { code, link } = await visit.newestMail(account.email, "to prove");
        if (door === "code") await codeField(page).fill(code);
        else {
          await inBrowser(async (stranger) => {
            await stranger.goto(link);
            await stranger.getByRole("link", { name: "Sign in" }).waitFor();
            expect(await stranger.getByRole("main").getByRole("button").count()).toBe(0);
            expect(await findBarriers(stranger)).toEqual([]);
          });
          await page.goto(link);
          await press(page, "Prove the address");
        }
        await visit.arrived(page);
        await page.getByText("Proven: you have read mail there.").waitFor();
        await page.getByText("None: you sign in with a code").waitFor();
      });
    }
  });

  it("moves to another address by code, and back by the old address's link, without a session", async () => {
    await inBrowser(async (page) => {
      const email = await visit.signIn(page);
      const other = anybody();
      await beginChange(page, other);
      const { code } = await visit.newestMail(other);
      await codeField(page).fill(wrongCode(code));
      await problemOn(page).waitFor();
      await codeField(page).fill(code);
      await visit.arrived(page);
      await page.getByText("The new address is in force").waitFor();
      await page.getByText(other).first().waitFor();

      const { link } = await visit.newestMail(email, "was changed");
      await inBrowser(async (elsewhere) => {
        await elsewhere.goto(link);
        expect(elsewhere.url()).toBe(`${visit.web.url}/email-change/undo`);
        await elsewhere.getByText("Every session of the account ends").waitFor();
        expect(await findBarriers(elsewhere)).toEqual([]);
        await press(elsewhere, "Take the change back");
        await visit.arrived(elsewhere, "/email-change/undone");
        await heading(elsewhere, "The change was taken back");
        await elsewhere.goto(link);
        await heading(elsewhere, "This link was used");
      });
      await open(page, "/account");
      await heading(page, "Sign in");
      await visit.signIn(page, { email });
      await page.getByText(email).first().waitFor();
    });
  });

  it("moves to another address by the link, in its own session alone", async () => {
    await inBrowser(async (page) => {
      await visit.signIn(page);
      const other = anybody();
      await beginChange(page, other);
      const { link } = await visit.newestMail(other);
      await inBrowser(async (stranger) => {
        await visit.signIn(stranger);
        await stranger.goto(link);
        await stranger.getByText("which is another account").waitFor();
        expect(await stranger.getByRole("main").getByRole("button").count()).toBe(0);
      });
      await page.goto(link);
      await press(page, "Change the address");
      await visit.arrived(page);
      await page.getByText(other).first().waitFor();
    });
  });

  it.each([
    ["/account/email", "New address"],
    ["/account/password", "New password"],
    ["/account/delete", "Type its address"],
  ])("asks to sign in again before %s, and comes back", async (path, field) => {
    await inBrowser(async (page) => {
      const email = await visit.signIn(page);
      await open(page, path);
      await page.getByLabel(field).waitFor();
      await passTime(visit.auth.db, STALE_SECONDS);
      await page.getByLabel(field).fill(field === "New address" ? anybody() : email);
      if (field === "New password") await page.getByLabel(field).fill(GOOD_PASSWORD);
      await page.keyboard.press("Enter");
      await heading(page, "Sign in again");
      expect(await page.getByLabel("Email address").inputValue()).toBe(email);
      expect(await findBarriers(page)).toEqual([]);
      await open(page, path);
      expect(await page.getByLabel(field).count()).toBe(0);
      await page.getByRole("link", { name: "Sign in again" }).click();
      await press(page, "Send the mail");
      await heading(page, "Enter the code");
      await codeField(page).fill((await visit.newestMail(email, "sign-in code", 1)).code);
      await visit.arrived(page, path);
      await page.getByLabel(field).waitFor();
    });
  });

  it("changes its password by the current one, long after the sign-in", async () => {
    const account = await visit.createAccount();
    await inBrowser(async (page) => {
      await signInWithPassword(page, visit, account);
      await visit.arrived(page);
      await passTime(visit.auth.db, STALE_SECONDS);
      await open(page, "/account/password");
      await page.getByLabel("Current password").fill("not this one");
      await newPassword(page).fill("a different lamp altogether");
      await press(page, "Set the password");
      await page.getByText("That isn’t your current password.").waitFor();
      expect(await newPassword(page).inputValue()).toBe("a different lamp altogether");
      await page.getByLabel("Current password").fill(account.password);
      await press(page, "Set the password");
      await visit.arrived(page);
      await page.getByText("The new password is in force.").waitFor();
    });
  });

  it("is deleted once its address is typed, and says goodbye", async () => {
    await inBrowser(async (page) => {
      const email = await visit.signIn(page);
      await open(page, "/account");
      await page.getByRole("link", { name: "Delete the account" }).click();
      await page.getByLabel("Type its address").fill(anybody());
      await press(page, "Delete the account");
      await page.getByText("Nothing was deleted.").waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await page.getByLabel("Type its address").fill(email);
      await press(page, "Delete the account");
      await visit.arrived(page, "/account/deleted");
      await heading(page, "The account is deleted");
      await open(page, "/account");
      await heading(page, "Sign in");
    });
  });
});
