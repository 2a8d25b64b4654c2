import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBarriersInLooks, hasBrowser, inFreshBrowser } from "./browser.ts";
import {
  anybody,
  beginVisit,
  codeField,
  GOOD_PASSWORD,
  problemOn,
  signInWithPassword,
  type Visit,
} from "./visitor.ts";

let visit: Visit;

describe.runIf(hasBrowser)("the password pages", () => {
  beforeAll(async () => {
    visit = await beginVisit();
  });
  afterAll(() => visit.end());

  const newPassword = (page: Page) => page.getByLabel("New password");

  it("work without scripts: sign-up, sign-in, reset", async () => {
    const noScripts = { javaScriptEnabled: false };
    const email = anybody();
    const press = (page: Page, name: string) =>
      page.getByRole("button", { name, exact: true }).click();
    await inFreshBrowser(
      visit.browser,
      async (page) => {
        await page.goto(`${visit.web.url}/sign-up`);
        await page.getByLabel("Email address").fill(email);
        await press(page, "Continue with email");
        await codeField(page).fill((await visit.newestMail(email)).code);
        await newPassword(page).fill("12345678");
        await press(page, "Sign up");
        await page.getByText("one of the most used passwords").waitFor();
        await newPassword(page).fill(GOOD_PASSWORD);
        await press(page, "Sign up");
        await visit.arrived(page);
        await press(page, "Sign out");

        await signInWithPassword(page, visit, { email, password: "not this one" });
        await problemOn(page).waitFor();
        await signInWithPassword(page, visit, { email, password: GOOD_PASSWORD });
        await visit.arrived(page);
        await press(page, "Sign out");

        await page.goto(`${visit.web.url}/password-reset`);
        await page.getByLabel("Email address").fill(email);
        await press(page, "Send email");
        await page.getByRole("heading", { name: "Check your email" }).waitFor();
        await page.goto((await visit.newestMail(email, "Set a new")).link);
        await newPassword(page).fill("short");
        await press(page, "Set password");
        await page.getByText("Too short: use at least").waitFor();
        await newPassword(page).fill("another lamp, another harbour");
        await press(page, "Set password");
        await visit.arrived(page);
        await page.getByText("Your new password is set.").waitFor();
      },
      noScripts,
    );
  });

  it("are free of barriers and sideways scrolling, in light and dark, on a desktop and a phone", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      const check = async (paths: string[]) => {
        for (const path of paths) {
          await page.goto(visit.web.url + path);
          expect(await findBarriersInLooks(page), path).toEqual([]);
        }
      };
      await check(["/sign-in/password", "/sign-up", "/sign-up/code", "/sign-up/link/x"]);
      await check(["/password-reset", "/password-reset/sent", "/password-reset/done"]);
      await check(["/password-reset/x", "/verify-email/link/x", "/email-change/link/x"]);
      await check(["/email-change/undo/x", "/email-change/undone", "/account/deleted"]);
      await visit.signIn(page, { email: `a.very.long.address.that.goes.on.${anybody()}` });
      await check(["/account", "/account/email", "/account/email/code", "/account/password"]);
      await check(["/account/delete", "/verify-email", "/sign-in?again&next=/account"]);
      await check(["/sign-in/password?again", "/sign-up"]);
    });
  });
});
