import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasBrowser, inFreshBrowser } from "./browser.ts";
import {
  anybody,
  beginVisitAlone,
  codeField,
  GOOD_PASSWORD,
  problemOn,
  signInWithPassword,
  type Visit,
  wrongCode,
} from "./visitor.ts";

const PER_HOUR = { count: 1, windowSeconds: 3_600 };
const TOO_OFTEN = /Too many attempts\. Try again in \d+ minutes\./;

describe.runIf(hasBrowser)("a visitor who does something too often", () => {
  let visit: Visit;
  beforeAll(async () => {
    const perClient = { mail: PER_HOUR, guess: PER_HOUR };
    visit = await beginVisitAlone({ WATCHWORD_POLICY: JSON.stringify({ perClient }) });
  });
  afterAll(() => visit.end());

  async function isToldSo(page: Page): Promise<void> {
    await problemOn(page).waitFor();
    expect(await problemOn(page).textContent()).toMatch(TOO_OFTEN);
  }

  /** A browser that claims another address with each request. */
  const inForgingBrowser = (forged: string, visitPages: (page: Page) => Promise<void>) =>
    inFreshBrowser(visit.browser, visitPages, {
      extraHTTPHeaders: { "x-forwarded-for": forged, "x-watchword-client-ip": forged },
    });

  it("is told by each form when to try again, and loses nothing that was started", async () => {
    await inForgingBrowser("203.0.113.1", async (page) => {
      const { code, link } = await visit.ask(page);
      await codeField(page).fill(wrongCode(code));
      await page.getByText("That code isn’t right").waitFor();
      await codeField(page).fill(code);
      await page.getByText(TOO_OFTEN).waitFor();
      expect(await codeField(page).inputValue()).toBe(code);
      await page.goto(link);
      await page.getByRole("button", { name: /^Sign in/ }).click();
      await isToldSo(page);
      await page.getByRole("button", { name: /^Sign in/ }).waitFor();
    });
    await inForgingBrowser("203.0.113.2", async (page) => {
      await signInWithPassword(page, visit, { email: anybody(), password: GOOD_PASSWORD });
      await isToldSo(page);
      for (const path of ["/sign-in", "/sign-up", "/password-reset"]) {
        const email = anybody();
        await page.goto(visit.web.url + path);
        await page.getByLabel("Email address").fill(email);
        await page.getByRole("button", { name: /^(Continue with|Send) email$/ }).click();
        await isToldSo(page);
        expect(await page.getByLabel("Email address").inputValue()).toBe(email);
        expect(await visit.countMails(email)).toBe(0);
      }
    });
  });

  it("is told so without scripts, and while signed in", async () => {
    const { email } = await visit.createAccount();
    const user = await visit.auth.db
      .selectFrom("users")
      .where("email", "=", email)
      .select("id")
      .executeTakeFirstOrThrow();
    const session = await visit.auth.createSession(user.id);
    await inFreshBrowser(
      visit.browser,
      async (page) => {
        for (let time = 0; time < 2; time++) {
          await page.goto(`${visit.web.url}/sign-up`);
          await page.getByLabel("Email address").fill(anybody());
          await page.getByRole("button", { name: "Continue with email" }).click();
        }
        await isToldSo(page);
        const credentials = { email, password: GOOD_PASSWORD };
        for (let time = 0; time < 2; time++) await signInWithPassword(page, visit, credentials);
        await isToldSo(page);

        const cookie = { name: "watchword", value: session.toString(), url: visit.web.url };
        await page.context().addCookies([cookie]);
        await page.goto(`${visit.web.url}/account/email`);
        await page.getByLabel("New email address").fill(anybody());
        await page.getByRole("button", { name: "Send email" }).click();
        await isToldSo(page);
        await page.goto(`${visit.web.url}/account/password`);
        await page.getByLabel("New password").fill(GOOD_PASSWORD);
        await page.getByRole("button", { name: /password/ }).click();
        await isToldSo(page);
      },
      { javaScriptEnabled: false },
    );
  });
});
