import type { RequestListener } from "node:http";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasBrowser, inFreshBrowser } from "./browser.ts";
import { beginVisitWithApp, signInOnTheWay, type VisitWithApp } from "./visit-with-app.ts";

let visit: VisitWithApp;

beforeAll(async () => {
  if (!hasBrowser) return;
  const answer: RequestListener = (_req, res) => res.end("The shop");
  visit = await beginVisitWithApp({ id: "shop", trusted: true }, answer);
});
afterAll(() => visit?.end());

const begin = (page: Page) =>
  page.goto(`${visit.web.url}/handoff?app=shop&challenge=${"a".repeat(43)}&state=s`);
const arrived = (page: Page) => page.waitForURL(/\/callback\?token=[\w-]+&state=s$/);

/** How many hand-offs somebody has agreed to, or a page has for them. */
async function countTokens(): Promise<number> {
  const { n } = await visit.auth.db
    .selectFrom("tokens as token")
    .innerJoin("users as user", "user.id", "token.user_id")
    .select(({ fn }) => fn.countAll().as("n"))
    .where("token.purpose", "=", "one-time-token")
    .where("user.email", "=", "grace@example.com")
    .executeTakeFirstOrThrow();
  return Number(n);
}

describe.runIf(hasBrowser)("a trusted app", () => {
  it("is reached without being asked, signed in before or on the way", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      await begin(page);
      await signInOnTheWay(page, visit, "ada@example.com");
      await arrived(page);
      await begin(page);
      await arrived(page);
    });
  });

  it("doesn't catch those who go back", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      await visit.signIn(page);
      await begin(page);
      await arrived(page);
      await page.goBack();
      await page.getByRole("heading", { name: "Going on to Shop" }).waitFor();
      await page.goBack();
      await page.getByRole("heading", { name: "Your account" }).waitFor();
    });
  });

  it("is reached by a button without scripts: loading the page changes nothing", async () => {
    await inFreshBrowser(
      visit.browser,
      async (page) => {
        await begin(page);
        await signInOnTheWay(page, visit, "grace@example.com");
        await page.getByRole("button", { name: "Sign in", exact: true }).click();
        await page.getByRole("heading", { name: "Going on to Shop" }).waitFor();
        await page.reload();
        expect(await countTokens()).toBe(0);
        await page.getByRole("button", { name: "Continue", exact: true }).click();
        await arrived(page);
      },
      { javaScriptEnabled: false },
    );
  });
});
