import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBarriers, hasBrowser, inFreshBrowser } from "./browser.ts";
import { heading, press, requestAt } from "./page-actions.ts";
import {
  beginVisit,
  anybody,
  codeField,
  problemOn,
  signInWithPassword,
  wrongCode,
  type Visit,
} from "./visitor.ts";

let visit: Visit;

describe.runIf(hasBrowser)("an account's address, in a browser", () => {
  beforeAll(async () => {
    visit = await beginVisit();
  });
  afterAll(() => visit.end());

  const inBrowser = (story: (page: Page) => Promise<void>) => inFreshBrowser(visit.browser, story);
  const open = (page: Page, path: string) => page.goto(visit.web.url + path);

  async function beginChange(page: Page, email: string): Promise<void> {
    await requestAt(page, `${visit.web.url}/account/email`, { label: "New email address", email });
    await heading(page, "Check your email");
  }

  it("is proven by code, or by a link that asks for the right session", async () => {
    for (const door of ["code", "link"] as const) {
      const account = await visit.createAccount({ emailVerified: false });
      await inBrowser(async (page) => {
        await signInWithPassword(page, visit, account);
        await visit.arrived(page);
        await page.getByRole("link", { name: "Verify" }).click();
        await page.getByText("Verifying removes it").waitFor();
        await press(page, "Send email");
        await heading(page, "Check your email");
        const { code, link } = await visit.newestMail(account.email, "verification code");
        if (door === "code") await codeField(page).fill(code);
        else {
          await inBrowser(async (stranger) => {
            await stranger.goto(link);
            await stranger.getByRole("link", { name: "Sign in" }).waitFor();
            expect(await stranger.getByRole("main").getByRole("button").count()).toBe(0);
            expect(await findBarriers(stranger)).toEqual([]);
          });
          await page.goto(link);
          await press(page, "Verify email address");
        }
        await visit.arrived(page);
        await page.getByText("Verified", { exact: true }).waitFor();
        await page.getByText("No password. You sign in with a code").waitFor();
      });
    }
  });

  it("changes by code, and back by the old address's link without a session", async () => {
    await inBrowser(async (page) => {
      const email = await visit.signIn(page);
      const other = anybody();
      await beginChange(page, other);
      const { code } = await visit.newestMail(other);
      await codeField(page).fill(wrongCode(code));
      await problemOn(page).waitFor();
      await codeField(page).fill(code);
      await visit.arrived(page);
      await page.getByText("Your email address has changed").waitFor();
      await page.getByText(other).first().waitFor();

      const { link } = await visit.newestMail(email, "was changed");
      await inBrowser(async (elsewhere) => {
        await elsewhere.goto(link);
        expect(elsewhere.url()).toBe(`${visit.web.url}/email-change/undo`);
        await elsewhere.getByText("You’re signed out everywhere.").waitFor();
        expect(await findBarriers(elsewhere)).toEqual([]);
        await elsewhere.getByLabel("Email address").fill(email);
        await press(elsewhere, "Undo the change");
        await visit.arrived(elsewhere, "/email-change/undone");
        await heading(elsewhere, "The change has been undone");
        await elsewhere.goto(link);
        await heading(elsewhere, "This link has already been used");
      });
      await open(page, "/account");
      await heading(page, "Sign in");
      await visit.signIn(page, { email });
      await page.getByText(email).first().waitFor();
    });
  });

  it("changes by the link, only in the account's own session", async () => {
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
      await press(page, "Change email address");
      await visit.arrived(page);
      await page.getByText(other).first().waitFor();
    });
  });
});
