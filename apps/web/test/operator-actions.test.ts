import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBarriers, hasBrowser, inFreshBrowser } from "./browser.ts";
import { inBrowserOf } from "./operator.ts";
import { anybody, beginVisit, codeField, problemOn, type Visit, wrongCode } from "./visitor.ts";

let visit: Visit;

describe.runIf(hasBrowser)("an operator", () => {
  beforeAll(async () => {
    visit = await beginVisit();
  });
  afterAll(() => visit.end());

  const press = (page: Page, name: string) =>
    page.getByRole("button", { name, exact: true }).click();
  const said = (page: Page, words: string) => page.getByRole("status").getByText(words).waitFor();
  const open = (page: Page, path: string) => page.goto(`${visit.web.url}/operator${path}`);

  async function lookUp(page: Page, email: string): Promise<void> {
    await open(page, "/address");
    await page.getByLabel("Address").fill(email);
    await press(page, "Show");
    await page.getByRole("heading", { name: "Timeline" }).waitFor();
  }

  it("sees what became of an address's sign-in, step by step, and not its address in the URL", async () => {
    const email = anybody();
    await inFreshBrowser(visit.browser, async (page) => {
      const { code } = await visit.ask(page, { email });
      await codeField(page).fill(wrongCode(code));
      await problemOn(page).waitFor();
      await codeField(page).fill(code);
      await visit.arrived(page);
    });
    await inBrowserOf(visit, async (page) => {
      await lookUp(page, email);
      expect(page.url()).toBe(`${visit.web.url}/operator/address`);
      await page.getByText("used, 1 refused").waitFor();
      const lines = await page.locator("li ol li").allInnerTexts();
      const steps = ["Asked to sign in", "Mail queued", "Mail sent", "Entered the code: refused"];
      for (const step of steps) expect(lines.join("\n")).toContain(step);
      await page.getByText("1 of 20 wrong guesses in 24 hours.").waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await press(page, "End every session");
      await said(page, "Ended every session.");
      await page.getByText("Signed in nowhere.").waitFor();
    });
  });

  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? "" : ", without scripts";
    it(`makes, disables and enables an account${how}`, async () => {
      const email = anybody();
      await inBrowserOf(
        visit,
        async (page) => {
          await lookUp(page, email);
          await page.getByLabel("Its owner has proven").check();
          await press(page, "Make the account");
          await said(page, "Made. Its owner signs in by mail.");
          await page.getByText("In use, its address proven, without a password.").waitFor();
          await press(page, "Disable the account");
          await said(page, "Disabled.");
          await page.getByText("Disabled since").waitFor();
          await press(page, "Enable the account");
          await said(page, "Enabled.");
          await page.getByText("In use").waitFor();
        },
        { javaScriptEnabled },
      );
    });
  }

  it("can't disable their own account, and is told so", async () => {
    await inBrowserOf(visit, async (page) => {
      await lookUp(page, "operator@example.com");
      await press(page, "Disable the account");
      await said(page, "you can’t do this to your own account");
    });
  });

  it("releases a suppressed address", async () => {
    const email = anybody();
    await visit.auth.db
      .insertInto("suppressed_addresses")
      .values({ email, reason: "bounce", suppressed_until: new Date(Date.now() + 3_600_000) })
      .execute();
    await inBrowserOf(visit, async (page) => {
      await open(page, "/mails");
      await press(page, `Release ${email}`);
      await said(page, `${email} is mailed again.`);
      expect(await page.getByRole("button", { name: `Release ${email}` }).count()).toBe(0);
    });
  });

  it("filters events, and takes them out in a file, which is written down", async () => {
    const email = anybody();
    await inFreshBrowser(visit.browser, (page) => visit.ask(page, { email }));
    await inBrowserOf(visit, async (page) => {
      await open(page, "/events");
      await page.getByLabel("Event").selectOption("email-otp.request");
      await page.getByLabel("Address").fill(email);
      await press(page, "Show");
      await page.waitForURL(/\/events\?event=email-otp\.request$/);
      expect(await page.locator("ol > li").count()).toBe(1);

      const csv = await download(page, "As CSV");
      expect(csv.split("\n")).toHaveLength(3);
      expect(csv).toMatch(/^at,event,outcome,reason,address,.*\n[^,]+,email-otp\.request,granted,/);
      const [line = "", rest] = (await download(page, "As JSON lines")).split("\n");
      expect([JSON.parse(line).event, rest]).toEqual(["email-otp.request", ""]);

      await press(page, "Show all");
      await page.waitForURL(/\/events$/);
      await page.locator("ol").getByText("operator.export-events").first().waitFor();
    });
  });

  async function download(page: Page, button: string): Promise<string> {
    const [file] = await Promise.all([page.waitForEvent("download"), press(page, button)]);
    return readFile(await file.path(), "utf8");
  }
});
