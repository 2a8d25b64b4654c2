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
    await requestAt(page, `${visit.web.url}/account/email`, { label: "New address", email });
    await heading(page, "Enter the code");
  }

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
        await elsewhere.getByLabel("Email address").fill(email);
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
});
