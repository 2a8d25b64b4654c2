import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasBrowser, inFreshBrowser } from "./browser.ts";
import { beginVisitWithOpenIdApp, type OpenIdApp } from "./openid-app.ts";
import { signInOnTheWay } from "./visit-with-app.ts";
import { anybody, beginVisitAlone } from "./visitor.ts";

let visit: Awaited<ReturnType<typeof beginVisitAlone>>;
let app: OpenIdApp;

beforeAll(async () => {
  if (!hasBrowser) return;
  ({ visit, app } = await beginVisitWithOpenIdApp((url) => ({
    name: "Shop",
    trusted: true,
    // Where the shop begins a sign-in of its own.
    initiateLoginUri: `${url}/sign-in?shop=1`,
  })));
});
afterAll(async () => {
  await app?.close();
  await visit?.end();
});

const begin = (page: Page) => page.goto(`${app.url}/sign-in`);
const arrived = (page: Page) => page.waitForURL(/\/callback\?code=[\w.-]+&state=/);

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

  it("doesn't trap people who go back", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      await visit.signIn(page);
      await begin(page);
      await arrived(page);
      await page.goBack();
      await page.getByRole("heading", { name: "Going on to Shop" }).waitFor();
      expect(await page.title()).toContain("Going on to Shop");
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

  it.each([true, false])(
    "that requested a mail through the API is reached by its link, with scripts: %s",
    async (javaScriptEnabled) => {
      await inFreshBrowser(
        visit.browser,
        async (page) => {
          const email = anybody();
          await fetch(`${visit.web.url}/api/trpc/emailOtp.request`, {
            method: "POST",
            headers: { "content-type": "application/json" },
            body: JSON.stringify({ email, app: "wiki" }),
          });
          await page.goto((await visit.newestMail(email)).link);
          await page.getByLabel("Email address").fill(email);
          await page.getByRole("button", { name: "Sign in", exact: true }).click();
          if (!javaScriptEnabled) {
            await page.getByRole("heading", { name: "Going on to Shop" }).waitFor();
            await page.getByRole("button", { name: "Continue", exact: true }).click();
            await page.getByText("Going on to Shop").waitFor();
            await page.getByRole("button", { name: "Continue", exact: true }).click();
          }
          await arrived(page);
        },
        { javaScriptEnabled },
      );
    },
  );

  it("is reached only at its registered URL", async () => {
    const get = async (query: string) =>
      (await fetch(`${visit.web.url}/handoff/start?${query}`)).text();
    const page = await get("app=wiki&iss=https://evil.example&redirect_uri=https://evil.example");
    expect(page).toContain(`action="${app.url}/sign-in?shop=1"`);
    expect(page).not.toMatch(/(?:action|value|href)="https:\/\/evil/);
    expect(await get("app=stranger")).toContain("isn’t registered");
  });
});
