import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findBarriers, hasBrowser, inFreshBrowser } from "./browser.ts";
import { call, mailTo } from "./http-client.ts";
import { beginVisitWithOpenIdApp, type OpenIdApp } from "./openid-app.ts";
import { press } from "./page-actions.ts";
import { anybody, beginVisitAlone, problemOn } from "./visitor.ts";

const TOO_OFTEN = /Too many attempts\. Try again in \d+ minutes\./;
const POLICY = JSON.stringify({
  perClient: { write: { count: 1, windowSeconds: 3_600 } },
  collections: { members: { signUp: true, apps: [] } },
});

let visit: Awaited<ReturnType<typeof beginVisitAlone>>;
let app: OpenIdApp;
beforeAll(async () => {
  if (!hasBrowser) return;
  const trusted = () => ({ name: "Shop", trusted: true });
  ({ visit, app } = await beginVisitWithOpenIdApp(trusted, { WATCHWORD_POLICY: POLICY }));
});
afterAll(async () => {
  await app?.close();
  await visit?.end();
});

let decisions = 0;
beforeEach(() => void (decisions = 0));

function countDecisions(page: Page): void {
  page.on("request", (request) => {
    if (request.url().endsWith("/handoff/decision")) decisions++;
  });
}

/** The address of the hand-off's page that the app leads to. */
async function pageOf(page: Page, query = ""): Promise<string> {
  const begun = await page.request.get(`${app.url}/sign-in${query}`, { maxRedirects: 0 });
  const asked = await page.request.get(begun.headers().location ?? "", { maxRedirects: 0 });
  return asked.headers().location ?? "";
}

/** Somebody with an account of a collection that goes on to no app. */
async function signInMember(page: Page): Promise<void> {
  const email = anybody();
  const { data } = await call(visit.web, "emailOtp.request", { email, collection: "members" });
  const code = /\b\d{6}\b/.exec((await mailTo(visit.web, email)).subject)?.[0];
  const answer = await page.request.post(`${visit.web.url}/api/trpc/emailOtp.signIn`, {
    data: { otpId: data.otpId, code },
  });
  expect(answer.ok()).toBe(true);
}

describe.runIf(hasBrowser)("a hand-off that goes on unasked and is refused", () => {
  it("is tried once, says when to try again, and is tried again only by a button", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      const email = await visit.signIn(page);
      await page.goto(`${app.url}/sign-in`);
      await page.getByText(`Signed in as ${email}`).waitFor();
      countDecisions(page);
      await page.goto(`${app.url}/sign-in`);
      await problemOn(page).getByText(TOO_OFTEN).waitFor();
      await page.getByRole("heading", { name: "Going on to Shop" }).waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await page.reload();
      await problemOn(page).getByText(TOO_OFTEN).waitFor();
      expect(decisions).toBe(1);
      await press(page, "Continue");
      await problemOn(page).getByText(TOO_OFTEN).waitFor();
      expect(decisions).toBe(2);
      await press(page, "Cancel");
      await page.getByText("access_denied").waitFor();
    });
  });

  it.each([
    ["0", /We’re having trouble/],
    ["-1", /We’re having trouble/],
    ["soon", /We’re having trouble/],
    ["60", /Try again in 60 seconds/],
  ])("says so for the waiting time in the address: %s", async (refused, words) => {
    await inFreshBrowser(visit.browser, async (page) => {
      await visit.signIn(page);
      await page.goto(`${await pageOf(page)}&refused=${refused}`);
      await problemOn(page).getByText(words).waitFor();
    });
  });
});

describe.runIf(hasBrowser)("a hand-off to an app that isn't for the visitor's account", () => {
  it("says so, and leads to another address or back to the app", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      await signInMember(page);
      countDecisions(page);
      await page.goto(`${app.url}/sign-in`);
      await page.getByText("This account can’t be used with Shop.").waitFor();
      expect(await findBarriers(page)).toEqual([]);
      expect(await page.getByRole("button", { name: "Continue", exact: true }).count()).toBe(0);
      await page.getByRole("link", { name: "Sign in with another email address" }).waitFor();
      expect(decisions).toBe(0);
      await press(page, "Cancel");
      await page.getByText("access_denied").waitFor();
    });
  });

  it("is refused without a page if the app wants none", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      await signInMember(page);
      await page.goto(`${app.url}/sign-in?prompt=none`);
      await page.getByText("login_required").waitFor();
    });
  });

  it("stores no consent, and leads back to the page, if somebody posts its form nevertheless", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      await signInMember(page);
      const handoff = new URL(await pageOf(page));
      await page.goto(handoff.href);
      const sessionId = await page.locator("input[name=sessionId]").inputValue();
      const form = { ...Object.fromEntries(handoff.searchParams), decision: "continue", sessionId };
      const answer = await page.request.post(`${visit.web.url}/handoff/decision`, {
        multipart: form,
        headers: { origin: visit.web.url },
        maxRedirects: 0,
      });
      expect(answer.status()).toBe(303);
      expect(answer.headers().location).toBe(handoff.pathname + handoff.search);
      const consents = await visit.auth.db.selectFrom("consents").selectAll().execute();
      expect(consents).toEqual([]);
    });
  });
});
