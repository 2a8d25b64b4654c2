import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBarriersInLooks, hasBrowser, inFreshBrowser } from "./browser.ts";
import { anybody, beginVisit, codeField, problemOn, type Visit, wrongCode } from "./visitor.ts";

let visit: Visit;

describe.runIf(hasBrowser)("signing in", () => {
  beforeAll(async () => {
    visit = await beginVisit();
  });
  afterAll(() => visit.end());

  it("works without scripts: wrong code, right code, link", async () => {
    const noScripts = { javaScriptEnabled: false };
    await inFreshBrowser(
      visit.browser,
      async (page) => {
        const { code } = await visit.ask(page);
        await codeField(page).fill(wrongCode(code));
        await page.getByRole("button", { name: "Sign in", exact: true }).click();
        await problemOn(page).waitFor();
        await codeField(page).fill(code);
        await page.getByRole("button", { name: "Sign in", exact: true }).click();
        await visit.arrived(page);
      },
      noScripts,
    );
    await inFreshBrowser(
      visit.browser,
      async (page) => {
        const { link } = await visit.ask(page);
        await page.goto(link);
        await page.getByRole("button", { name: "Sign in" }).click();
        await visit.arrived(page);
      },
      noScripts,
    );
  });

  it("works with only the keyboard", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      await page.goto(`${visit.web.url}/sign-in`);
      const email = anybody();
      await page.keyboard.type(email);
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "Check your email" }).waitFor();
      await page.keyboard.type((await visit.newestMail(email)).code);
      await visit.arrived(page);
      for (let press = 0; press < 20; press++) {
        await page.keyboard.press("Tab");
        if ((await page.evaluate(() => document.activeElement?.textContent)) === "Sign out") break;
      }
      await page.keyboard.press("Enter");
      await visit.arrived(page, "/sign-in");
    });
  });

  it("is free of barriers and of sideways scrolling, in light and dark, on a desktop and a phone", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      const check = async () => expect(await findBarriersInLooks(page), page.url()).toEqual([]);
      for (const path of [
        "/",
        "/sign-in",
        "/sign-in/code",
        "/sign-in/link/x",
        "/dev/mailbox",
        "/nowhere",
      ]) {
        await page.goto(visit.web.url + path);
        await check();
      }
      const email = `a.very.long.address.that.goes.on.and.on.${anybody()}`;
      const { code, link } = await visit.ask(page, { email });
      await check();
      await page.goto(link);
      await check();
      await page.goto(`${visit.web.url}/sign-in/code`);
      await codeField(page).fill(code);
      await visit.arrived(page);
      await check();
    });
  });

  it("runs under its content security policy without a violation", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      const complaints: string[] = [];
      page.on(
        "console",
        (message) => void (message.type() === "error" && complaints.push(message.text())),
      );
      page.on("pageerror", (error) => void complaints.push(String(error)));
      page.on(
        "request",
        (request) =>
          void (!request.url().startsWith(visit.web.url) && complaints.push(request.url())),
      );
      const { code } = await visit.ask(page);
      await codeField(page).fill(code);
      await visit.arrived(page);
      expect(complaints).toEqual([]);
    });
  });
});
