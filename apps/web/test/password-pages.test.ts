import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBarriers, hasBrowser, inFreshBrowser } from "./browser.ts";
import { alive } from "./page-actions.ts";
import {
  anybody,
  beginVisit,
  GOOD_PASSWORD,
  problemOn,
  signInWithPassword,
  type Visit,
} from "./visitor.ts";

let visit: Visit;

describe.runIf(hasBrowser)("the password pages", () => {
  beforeAll(async () => {
    visit = await beginVisit();
  });
  afterAll(() => visit.end());

  const newPassword = (page: Page) => page.getByLabel("New password");

  it("sign people in, and say the same for a wrong password, no password and no account", async () => {
    const account = await visit.createAccount();
    await inFreshBrowser(visit.browser, async (page) => {
      const withoutPassword = anybody();
      await visit.auth.createUser({ email: withoutPassword, emailVerified: true });
      const words = new Set<string>();
      for (const email of [account.email, withoutPassword, anybody()]) {
        await signInWithPassword(page, visit, { email, password: "not this one" });
        await problemOn(page).waitFor();
        words.add((await problemOn(page).textContent()) ?? "");
        expect(await page.getByLabel("Email address").inputValue()).toBe(email);
        expect(await findBarriers(page)).toEqual([]);
      }
      expect(words.size).toBe(1);
      await alive(page.getByLabel("Email address"));
      await page.keyboard.type("1");
      await problemOn(page).waitFor({ state: "detached" });
      await signInWithPassword(page, visit, account);
      await visit.arrived(page);
    });
  });

  it("lead to the requested page, and nowhere else", async () => {
    const account = await visit.createAccount();
    for (const [next, path] of [
      ["/dev/mailbox", "/dev/mailbox"],
      ["//evil.example", "/account"],
      ["/\\evil.example", "/account"],
    ] as const) {
      await inFreshBrowser(visit.browser, async (page) => {
        await page.goto(`${visit.web.url}/sign-in?next=${encodeURIComponent(next)}`);
        await page.getByRole("link", { name: "Sign in with a password" }).click();
        await page.getByLabel("Password", { exact: true }).waitFor();
        await page.getByLabel("Email address").fill(account.email);
        await page.getByLabel("Password", { exact: true }).fill(account.password);
        await page.keyboard.press("Enter");
        await visit.arrived(page, path);
      });
    }
  });

  it("are where password managers look for them", async () => {
    const answer = await fetch(`${visit.web.url}/.well-known/change-password`, {
      redirect: "manual",
    });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/account/password"]);
    await inFreshBrowser(visit.browser, async (page) => {
      await visit.signIn(page);
      await page.goto(`${visit.web.url}/.well-known/change-password`);
      await visit.arrived(page, "/account/password");
      const attributes = await newPassword(page).evaluate((field: HTMLInputElement) => ({
        type: field.type,
        autocomplete: field.autocomplete,
        maxLength: field.maxLength,
        username: field.form?.querySelector<HTMLInputElement>("[autocomplete=username]")?.value,
      }));
      expect(attributes).toMatchObject({
        type: "password",
        autocomplete: "new-password",
        maxLength: -1,
        username: expect.stringContaining("@example.com"),
      });
    });
  });

  it("say how good a length is, and show what was typed or pasted", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      await visit.signIn(page);
      await page.goto(`${visit.web.url}/account/password`);
      const words: string[] = [];
      for (const typed of ["", "seven", "seven lamps", GOOD_PASSWORD, "x".repeat(257)]) {
        await newPassword(page).fill(typed);
        words.push((await page.locator("#strength").textContent()) ?? "");
      }
      expect(new Set(words).size).toBe(5);
      const scope = { origin: visit.web.url };
      await page.context().grantPermissions(["clipboard-read", "clipboard-write"], scope);
      await page.evaluate((text) => navigator.clipboard.writeText(text), GOOD_PASSWORD);
      await newPassword(page).fill("");
      await page.keyboard.press("ControlOrMeta+V");
      await page.getByRole("button", { name: "Show new password" }).click();
      expect(await newPassword(page).getAttribute("type")).toBe("text");
      expect(await newPassword(page).inputValue()).toBe(GOOD_PASSWORD);
      expect(await findBarriers(page)).toEqual([]);
      await page.getByRole("button", { name: "Hide new password" }).click();
      expect(await newPassword(page).getAttribute("type")).toBe("password");
    });
  });

  it("change nothing when a link is merely opened, and keep its token out of the address", async () => {
    const { email } = await visit.createAccount();
    await inFreshBrowser(visit.browser, async (page) => {
      await page.goto(`${visit.web.url}/password-reset`);
      await page.getByLabel("Email address").fill(email);
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "Check your email" }).waitFor();
    });
    const { link } = await visit.newestMail(email);
    for (let scanner = 0; scanner < 2; scanner++) {
      await inFreshBrowser(visit.browser, async (page) => {
        await page.goto(link);
        expect(page.url()).not.toContain(link.split("/").at(-1));
        await newPassword(page).waitFor();
      });
    }
  });
});
