import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasBrowser, inFreshBrowser } from "./browser.ts";
import { press } from "./page-actions.ts";
import { beginVisit, type Visit } from "./visitor.ts";

let visit: Visit;

describe.runIf(hasBrowser)("signing out", () => {
  beforeAll(async () => {
    visit = await beginVisit();
  });
  afterAll(() => visit.end());

  it.each([true, false])(
    "has the browser forget all but that it signed in before; scripts run: %s",
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
});
