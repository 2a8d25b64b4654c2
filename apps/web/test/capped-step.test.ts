import { requestEmailChange } from "@watchword/auth/email-change";
import { requestEmailOtp } from "@watchword/auth/email-otp";
import { requestSignUp } from "@watchword/auth/password";
import { requestPasswordReset } from "@watchword/auth/password-reset";
import { findSession } from "@watchword/auth/session";
import { passTime } from "@watchword/db/testing";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBarriers, hasBrowser, inFreshBrowser } from "./browser.ts";
import { heading, press, requestAt } from "./page-actions.ts";
import { until } from "./processes.ts";
import { anybody, beginVisit, codeField, type Visit } from "./visitor.ts";

let visit: Visit;
const CLIENT = { ip: "198.51.100.9", userAgent: null, place: null, locale: null };
const CAPPED = "Use your latest email";

/** Strangers have as many mails of each kind sent to an address as it is sent. */
async function flood(email: string): Promise<void> {
  const { auth } = visit;
  const { userId } = await auth.createUser({ email: anybody(), emailVerified: true });
  const stranger = await findSession(auth, (await auth.createSession(userId)).toString());
  if (!stranger) throw new Error("There is no session.");
  const asked = { email, collection: "users", client: CLIENT };
  for (let mail = 0; mail < 5; mail++) {
    await requestEmailOtp(auth, { ...asked, phrase: true, next: null });
    await requestPasswordReset(auth, asked);
    await requestSignUp(auth, asked);
    await requestEmailChange(auth, stranger, { email, client: CLIENT });
  }
}

async function askForSignIn(page: Page, email: string): Promise<void> {
  const at = { label: "Email address", email };
  await requestAt(page, `${visit.web.url}/sign-in`, at);
  await heading(page, CAPPED);
}

describe.runIf(hasBrowser)("the page of a request", () => {
  beforeAll(async () => {
    visit = await beginVisit();
  });
  afterAll(() => visit.end());

  it("for which no mail is sent asks for no code and shows no words, says when the next mail can go, and sends it then", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      const email = anybody();
      await flood(email);
      await askForSignIn(page, email);
      expect(await codeField(page).count()).toBe(0);
      expect(await page.getByText(/^[a-z]+ [a-z]+$/).count()).toBe(0);
      const main = page.getByRole("main");
      expect(await main.innerText()).toContain(`We’ve sent enough emails to ${email} for now.`);
      const at = await main.locator("time").getAttribute("datetime");
      const waitMs = Date.parse(at ?? "") - Date.now();
      expect(waitMs).toBeGreaterThan(8 * 60_000);
      expect(waitMs).toBeLessThanOrEqual(10 * 60_000 + 1_000);
      expect(await findBarriers(page)).toEqual([]);
      const again = page.getByRole("button", { name: "Send a new code" });
      await page.locator("button[aria-disabled=true]").waitFor();
      expect(await again.getAttribute("aria-disabled")).toBe("true");

      await passTime(visit.auth.db, 600);
      await page.reload();
      await page.locator("button[aria-disabled=false]").waitFor();
      await again.click();
      await heading(page, "Check your email");
      await codeField(page).fill((await visit.newestMail(email, "sign-in code", 5)).code);
      await visit.arrived(page);
    });
  });

  it("for which no mail is sent is the same with an account and without", async () => {
    const shown = [];
    for (const email of [anybody(), (await visit.createAccount()).email]) {
      await flood(email);
      const words = await inFreshBrowser(visit.browser, async (page) => {
        await askForSignIn(page, email);
        return page.getByRole("main").innerText();
      });
      shown.push(words.replaceAll(email, "…").replace(/\d+:\d+\s[AP]M/g, "…"));
    }
    expect(shown[1]).toBe(shown[0]);
  });

  it("for which no mail is sent works without scripts: pressing too early shows it again", async () => {
    await inFreshBrowser(
      visit.browser,
      async (page) => {
        const email = anybody();
        await flood(email);
        await askForSignIn(page, email);
        await press(page, "Send a new code");
        await heading(page, CAPPED);
        await passTime(visit.auth.db, 600);
        await press(page, "Send a new code");
        await heading(page, "Check your email");
      },
      { javaScriptEnabled: false },
    );
  });

  it("for which no mail is sent goes on once the latest email's link has signed in, in another tab", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      const email = anybody();
      await flood(email);
      await askForSignIn(page, email);
      const tab = await page.context().newPage();
      await tab.goto((await visit.newestMail(email, "sign-in code", 4)).link);
      await press(tab, "Sign in");
      await visit.arrived(tab);
      await page.reload();
      await visit.arrived(page);
    });
  });

  it("for which no mail is sent is the page of every code", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      const email = anybody();
      await flood(email);
      await requestAt(page, `${visit.web.url}/sign-up`, { label: "Email address", email });
      await heading(page, CAPPED);
      expect(await codeField(page).count()).toBe(0);

      await visit.signIn(page);
      await requestAt(page, `${visit.web.url}/account/email`, {
        label: "New email address",
        email,
      });
      await heading(page, CAPPED);
      expect(await codeField(page).count()).toBe(0);
    });
    await inFreshBrowser(visit.browser, async (page) => {
      const { email, password } = await visit.createAccount({ emailVerified: false });
      await flood(email);
      await page.goto(`${visit.web.url}/sign-in/password`);
      await page.getByLabel("Email address").fill(email);
      await page.getByLabel("Password", { exact: true }).fill(password);
      await press(page, "Sign in");
      await visit.arrived(page);
      // A known device is mailed all the same.
      await page.context().clearCookies({ name: /device$/ });
      await page.goto(`${visit.web.url}/verify-email`);
      await press(page, "Send email");
      await heading(page, CAPPED);
      expect(await codeField(page).count()).toBe(0);
    });
  });

  it("counts the wait for another mail on while another page is shown", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      await page.clock.install();
      await visit.ask(page);
      const wait = async () => {
        const words = await page.getByRole("main").innerText();
        return Number(/in (\d+) sec/.exec(words)?.[1] ?? 0);
      };
      await page.getByText(/^in \d+ sec\.$/).waitFor();
      const before = await wait();
      await page.getByRole("link", { name: "Change" }).click();
      await page.getByLabel("Email address").waitFor();
      await page.clock.fastForward(20_000);
      await page.goBack();
      await codeField(page).waitFor();
      await until(async () => (await wait()) <= Math.max(0, before - 19));
    });
  });
});
