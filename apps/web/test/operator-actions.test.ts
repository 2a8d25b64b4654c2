import { NOBODY } from "@watchword/auth/client";
import { requestEmailOtp } from "@watchword/auth/email-otp";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBarriers, hasBrowser, inFreshBrowser } from "./browser.ts";
import { inBrowserOf } from "./operator.ts";
import { anybody, beginVisit, codeField, problemOn, type Visit, wrongCode } from "./visitor.ts";

let visit: Visit;

describe.runIf(hasBrowser)("an operator", () => {
  beforeAll(async () => {
    visit = await beginVisit();
  });
  afterAll(() => visit.end());

  const press = (page: Page, name: string) =>
    page.getByRole("button", { name, exact: true }).click();
  /** Opens what asks once more. */
  const ask = (page: Page, name: string) => page.getByText(`${name} …`).click();
  const said = (page: Page, words: string) => page.getByRole("status").getByText(words).waitFor();
  const open = (page: Page, path: string) => page.goto(`${visit.web.url}/operator${path}`);

  const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? "");

  async function lookUp(page: Page, email: string): Promise<void> {
    await open(page, "/address");
    await page.getByRole("textbox", { name: "Email address" }).fill(email);
    await press(page, "Show");
    await page.getByRole("heading", { name: "Timeline" }).waitFor();
  }

  it("sees what became of an address's sign-in, step by step, and not its address in the URL", async () => {
    const email = anybody();
    await inFreshBrowser(visit.browser, async (page) => {
      const { code } = await visit.ask(page, { email });
      await codeField(page).fill(wrongCode(code));
      await problemOn(page).waitFor();
      await codeField(page).fill(code);
      await visit.arrived(page);
    });
    await inBrowserOf(visit, async (page) => {
      await lookUp(page, email);
      expect(page.url()).toBe(`${visit.web.url}/operator/address`);
      await page.getByText("used, 1 refused").waitFor();
      const lines = await page.locator("li ol li").allInnerTexts();
      const steps = ["Asked to sign in", "Email queued", "Email sent", "Entered the code: refused"];
      for (const step of steps) expect(lines.join("\n")).toContain(step);
      await page.getByText("1 of 20 wrong guesses in 24 hours.").waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await ask(page, "Sign out everywhere");
      await press(page, "Yes, sign out everywhere");
      await said(page, "All sessions ended.");
      await page.getByText("No sessions.").waitFor();
    });
  });

  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? "" : ", without scripts";
    it(`makes, disables and enables an account${how}`, async () => {
      const email = anybody();
      await inBrowserOf(
        visit,
        async (page) => {
          await lookUp(page, email);
          await page.getByLabel("Its owner has verified").check();
          await press(page, "Create account");
          await said(page, "Created. Its owner signs in by email.");
          await page.getByText("Active, email address verified, without a password.").waitFor();
          expect(await page.getByRole("button", { name: "Yes, disable it" }).count()).toBe(0);
          await ask(page, "Disable account");
          await press(page, "Yes, disable it");
          await said(page, "Disabled.");
          await page.getByText("Disabled since").waitFor();
          await press(page, "Enable account");
          await said(page, "Enabled.");
          await page.getByText("Active,").waitFor();
        },
        { javaScriptEnabled },
      );
    });
  }

  it("can't disable their own account, and is told so", async () => {
    await inBrowserOf(visit, async (page) => {
      await lookUp(page, "operator@example.com");
      await ask(page, "Disable account");
      await press(page, "Yes, disable it");
      await said(page, "you can’t do this to your own account");
    });
  });

  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? "" : ", without scripts";
    it(`is told that an address was sent too many emails, and allows one more${how}`, async () => {
      const email = anybody();
      const asked = { email, collection: "users", phrase: false, next: null, client: NOBODY };
      for (let mail = 1; mail <= 6; mail++) await requestEmailOtp(visit.auth, asked);
      await inBrowserOf(
        visit,
        async (page) => {
          await lookUp(page, email);
          await page.getByText("Sign-in emails: none of 5 left").waitFor();
          await page.getByText("The next email can be sent at").waitFor();
          await page.getByText("Other emails: 5 of 5 left").waitFor();
          expect(await page.getByRole("button", { name: /^Allow one more now/ }).count()).toBe(1);
          if (javaScriptEnabled) expect(await findBarriers(page)).toEqual([]);
          await press(page, "Allow one more now: Sign-in emails");
          await said(page, "Allowed: one more sign-in email can be sent now.");
          await page.getByText("Sign-in emails: 1 of 5 left").waitFor();
          await page.getByText("Operator allowed the address one more email").waitFor();
        },
        { javaScriptEnabled },
      );
    });
  }

  it("can go on by keyboard from the result of an action", async () => {
    const email = anybody();
    await inBrowserOf(visit, async (page) => {
      await open(page, "/address");
      await page.keyboard.type(email);
      await page.keyboard.press("Enter");
      await page.waitForFunction((who) => document.activeElement?.textContent === who, email);
      await page.getByRole("button", { name: "Create account" }).focus();
      await page.keyboard.press("Enter");
      await said(page, "Created. Its owner signs in by email.");
      expect(await focused(page)).toBe("Created. Its owner signs in by email.");
    });
  });

  it("releases a suppressed address", async () => {
    const email = anybody();
    await visit.auth.db
      .insertInto("suppressed_addresses")
      .values({ email, reason: "bounce", suppressed_until: new Date(Date.now() + 3_600_000) })
      .execute();
    await inBrowserOf(visit, async (page) => {
      await open(page, "/mails");
      await press(page, `Allow again: ${email}`);
      await said(page, `Email to ${email} is allowed again.`);
      expect(await page.getByRole("button", { name: `Allow again: ${email}` }).count()).toBe(0);
    });
  });
});
