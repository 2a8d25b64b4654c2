import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBarriers, hasBrowser, inFreshBrowser, sharedBrowser } from "./browser.ts";
import { freePort } from "./processes.ts";
import { type RunningProcess, startScript } from "./running-process.ts";

const EMAILS = path.resolve(import.meta.dirname, "../../../packages/emails");

describe.skipIf(!hasBrowser)("the mail previews", () => {
  let previews: RunningProcess;
  let browser: Browser;
  let url: string;
  beforeAll(async () => {
    const port = await freePort();
    url = `http://localhost:${port}`;
    const env = { PORT: String(port - 1), BRAND: '{"name":"Acme"}' };
    previews = await startScript(EMAILS, ["previews/serve.ts"], env, /The mail previews are at/);
    browser = await sharedBrowser();
  });
  afterAll(() => previews.kill());

  const shownMail = (page: Page) => page.frameLocator("iframe").locator("body");

  it("lead by keyboard from the list to a mail, and a choice there keeps the others", async () => {
    await inFreshBrowser(browser, async (page) => {
      await page.goto(url);
      await page.getByLabel("Language").press("ArrowDown");
      await page.getByText("482915 ist Ihr Acme-Anmeldecode").first().waitFor();
      await page.getByRole("link", { name: "code and phrase", exact: true }).focus();
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "email-otp: code and phrase" }).waitFor();

      await page.getByLabel("Narrow (320 px)").press("Space");
      await page.waitForURL(/narrow=on/);
      await page.waitForFunction(() => document.activeElement?.id === "narrow");
      await page.getByLabel("Colours").selectOption("Dark");
      await page.waitForURL(/colours=dark/);
      await page.getByLabel("Brand").selectOption("Nordlicht");
      await page.waitForURL(/language=de&brand=example&colours=dark&narrow=on/);
      const painted = await shownMail(page).evaluate((body) => [
        body.clientWidth,
        getComputedStyle(body).backgroundColor,
      ]);
      expect(painted).toEqual([320, "rgb(20, 21, 31)"]);
    });
  });

  it("load nothing from anywhere else, and neither does a mail in them", async () => {
    await inFreshBrowser(browser, async (page) => {
      const [asked, complaints]: [string[], string[]] = [[], []];
      page.on("request", (request) => void asked.push(request.url()));
      page.on("console", (message) => void complaints.push(message.text()));
      await page.goto(`${url}/mail?mail=password-reset.link`, { waitUntil: "load" });
      await shownMail(page).getByRole("link", { name: "Set a new password" }).click();
      await page.goto(url);
      expect(asked.filter((one) => !one.startsWith(`${url}/`) && one !== "data:,")).toEqual([]);
      expect(complaints.filter((one) => !one.includes("sandboxed"))).toEqual([]);
    });
  });

  it.each([
    ["on a phone", "light", 320],
    ["in the dark", "dark", 1280],
  ] as const)("have no barriers, and fit %s", async (_, colorScheme, width) => {
    await inFreshBrowser(
      browser,
      async (page) => {
        for (const at of ["/?language=ar", "/mail?mail=email-otp.longest", "/mail?source=on"]) {
          await page.goto(url + at);
          expect(await findBarriers(page), at).toEqual([]);
          const room = await page.evaluate(() => innerWidth - document.body.scrollWidth);
          expect(room, at).toBeGreaterThanOrEqual(0);
        }
      },
      { colorScheme, viewport: { width, height: 900 } },
    );
  });
});
