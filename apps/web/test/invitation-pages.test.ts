import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBarriers, hasBrowser, inFreshBrowser } from "./browser.ts";
import { inBrowserOf } from "./operator.ts";
import { press } from "./page-actions.ts";
import { anybody, beginVisit, problemOn, type Visit } from "./visitor.ts";

let visit: Visit;

async function invite(page: Page, email: string): Promise<string> {
  await page.goto(`${visit.web.url}/operator/address`);
  await page.getByRole("textbox", { name: "Email address" }).fill(email);
  await press(page, "Show");
  await press(page, "Send an invitation");
  await page.getByRole("status").getByText("Invited. The email is being sent.").waitFor();
  return (await visit.newestMail(email, "You’re invited")).link;
}

describe.runIf(hasBrowser)("an invitation", () => {
  beforeAll(async () => {
    visit = await beginVisit();
  });
  afterAll(() => visit.end());

  it.each([
    ["", { javaScriptEnabled: true }],
    [" without scripts", { javaScriptEnabled: false }],
  ])("that an operator sends makes an account for whoever accepts it%s, once", async (_, how) => {
    const email = anybody();
    const link = await inBrowserOf(visit, (page) => invite(page, email), how);
    await inFreshBrowser(
      visit.browser,
      async (page) => {
        await page.goto(link);
        expect(new URL(page.url()).pathname).toBe("/invitation/link");
        await page.getByText(email).first().waitFor();
        // What looks for them is a script.
        if (how.javaScriptEnabled) expect(await findBarriers(page)).toEqual([]);
        await press(page, "Accept and sign in");
        await problemOn(page).waitFor();
        await page.getByLabel("Email address").fill(email);
        await press(page, "Accept and sign in");
        await page.waitForURL(`${visit.web.url}/account`);
        await page.getByText(email).first().waitFor();
        await page.goto(link);
        await page.getByText("This invitation has already been accepted.").waitFor();
      },
      how,
    );
  });
});
