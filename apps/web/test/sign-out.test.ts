import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBarriers, hasBrowser, inFreshBrowser } from "./browser.ts";
import { press } from "./page-actions.ts";
import { beginVisit, codeField, type Visit } from "./visitor.ts";

let visit: Visit;

describe.runIf(hasBrowser)("signing out", () => {
  beforeAll(async () => {
    visit = await beginVisit();
  });
  afterAll(() => visit.end());

  it.each([true, false])(
    "makes the browser forget everything except that it signed in before; scripts run: %s",
    async (javaScriptEnabled) => {
      await inFreshBrowser(visit.browser, async (page) => {
        await visit.signIn(page);
        await page.evaluate(() => localStorage.setItem("kept", "something of the account's"));
        const context = await page.context().browser()?.newContext({ javaScriptEnabled });
        if (!context) throw new Error("There is no browser.");
        await context.addCookies(await page.context().cookies());
        const tab = javaScriptEnabled ? page : await context.newPage();
        await tab.goto(`${visit.web.url}/account`);
        const answered = tab.waitForResponse((response) => response.request().method() === "POST");
        await press(tab, "Sign out");
        expect(await (await answered).headerValue("clear-site-data")).toBe('"cache", "storage"');
        await tab.waitForURL(`${visit.web.url}/sign-in`);
        const names = (await tab.context().cookies()).map(({ name }) => name);
        expect(names).toContain("watchword-device");
        expect(names).not.toContain("watchword");
        if (javaScriptEnabled)
          expect(await tab.evaluate(() => localStorage.getItem("kept"))).toBeNull();
        await tab.goBack();
        await tab.getByRole("heading", { name: "Sign in" }).waitFor();
        await context.close();
      });
    },
  );

  it("leads to a page that explains a request that is too old, or an answer that can't be posted", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      const pushed = "client_id=wiki&request_uri=urn:ietf:params:oauth:request_uri:old";
      for (const path of [`/oidc/authorize?${pushed}`, "/oidc/form-post?answer=none"]) {
        await page.goto(`${visit.web.url}${path}`);
        await page.getByRole("heading", { name: "This link isn’t valid" }).waitFor();
        await page.getByText("Details for developers").click();
        await page.getByText("its request is too old, or was changed on the way").waitFor();
      }
    });
  });

  const WRONG = "/oidc/end-session?post_logout_redirect_uri=https%3A%2F%2Fevil.example%2F&state=s";
  const itSays = (page: Page) =>
    page.getByText("The link that brought you here isn’t valid").waitFor();

  it.each([true, false])(
    "through an app's wrong link leads to a page that says so, and to no app; scripts run: %s",
    async (javaScriptEnabled) => {
      await inFreshBrowser(
        visit.browser,
        async (page) => {
          await page.goto(`${visit.web.url}${WRONG}`);
          await page.getByRole("heading", { name: "You’re signed out" }).waitFor();
          await itSays(page);
          const asked = await visit.ask(page, { next: "?next=/account" });
          await codeField(page).fill(asked.code);
          if (!javaScriptEnabled)
            await page.getByRole("button", { name: "Sign in", exact: true }).click();
          await visit.arrived(page);
          await page.goto(`${visit.web.url}${WRONG}`);
          await page.getByRole("heading", { name: "Sign out?" }).waitFor();
          await itSays(page);
          await page.getByText("Details for developers").click();
          await page.getByText("its post_logout_redirect_uri isn’t registered").waitFor();
          if (javaScriptEnabled) expect(await findBarriers(page)).toEqual([]);
          await press(page, "Sign out");
          await page.waitForURL(`${visit.web.url}/sign-in`);
        },
        { javaScriptEnabled },
      );
    },
  );
});
