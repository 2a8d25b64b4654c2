import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasBrowser, inFreshBrowser } from "./browser.ts";
import { inBrowserOf } from "./operator.ts";
import { problemAt } from "./page-actions.ts";
import { anybody, beginVisit, type Visit } from "./visitor.ts";

let visit: Visit;

describe.runIf(hasBrowser)("an operator", () => {
  beforeAll(async () => {
    visit = await beginVisit();
  });
  afterAll(() => visit.end());

  const press = (page: Page, name: string) =>
    page.getByRole("button", { name, exact: true }).click();
  const open = (page: Page, path: string) => page.goto(`${visit.web.url}/operator${path}`);

  it("filters events, and exports them to a file, which is recorded", async () => {
    const email = anybody();
    await inFreshBrowser(visit.browser, (page) => visit.ask(page, { email }));
    await inBrowserOf(visit, async (page) => {
      await open(page, "/events");
      await page.getByText("All; filter them").click();
      await page.getByLabel("Event").selectOption("email-otp.request");
      await page.getByRole("textbox", { name: "Email address" }).fill(email);
      await press(page, "Show");
      await page.waitForURL(/\/events\?event=email-otp\.request$/);
      expect(await page.locator("ol > li").count()).toBe(1);
      await page.waitForFunction(() => document.activeElement?.textContent === "Events");

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

  it("filters events by the minute, and is told of a day that doesn't exist", async () => {
    const from = new Date(Date.now() - 60_000).toISOString().slice(0, 16);
    await inBrowserOf(visit, async (page) => {
      await open(page, "/events");
      await page.getByText("All; filter them").click();
      await page.getByLabel("From (UTC)").fill(from);
      await page.getByLabel("Until (UTC)").fill("2026-01-01T10:00");
      await press(page, "Show");
      await page.waitForURL(/\?from=.*&to=2026-01-01T10%3A00$/);
      await page.getByText("None.").waitFor();
      expect(await page.getByLabel("From (UTC)").inputValue()).toBe(from);
      expect((await download(page, "As CSV")).split("\n")).toHaveLength(2);

      const answer = await page.goto(`${visit.web.url}/operator/events?from=2026-02-30T00:00`);
      expect(answer?.status()).toBe(200);
      const field = page.getByLabel("From (UTC)");
      expect(await field.getAttribute("aria-invalid")).toBe("true");
      await page.getByText("This isn’t a valid time.").waitFor();
      expect(await page.locator("ol > li").count()).toBeGreaterThan(0);
    });
  });

  it.each([true, false])(
    "is told of all fields that are wrong and keeps the others, with scripts: %s",
    async (javaScriptEnabled) => {
      const story = async (page: Page) => {
        await open(page, "/events");
        await page.getByText("All; filter them").click();
        const reason = page.getByLabel("Reason");
        const address = page.getByRole("textbox", { name: "Email address" });
        await page.getByLabel("Outcome").selectOption("refused");
        await reason.fill("é");
        await address.fill("ada");
        await press(page, "Show");
        await address.and(page.locator("[aria-invalid=true]")).waitFor();
        expect(await problemAt(reason)).toBe("The record has no such word.");
        expect(await problemAt(address)).toMatch(/^Enter an email address like/);
        expect(await page.evaluate(() => document.activeElement?.getAttribute("name"))).toBe(
          "reason",
        );
        expect([await reason.inputValue(), await address.inputValue()]).toEqual(["é", "ada"]);
        expect(await page.getByLabel("Outcome").inputValue()).toBe("refused");
      };
      await inBrowserOf(visit, story, { javaScriptEnabled });
    },
  );

  it("is told of a collection that doesn't exist", async () => {
    const forge = (page: Page, name: string) =>
      page.getByRole("textbox", { name }).evaluate((input) => {
        const [field, value] = [document.createElement("input"), "nobody"];
        Object.assign(field, { type: "hidden", name: "collection", value });
        input.closest("form")?.append(field);
      });
    await inBrowserOf(visit, async (page) => {
      for (const path of ["/address", "/events"]) {
        await open(page, path);
        if (path === "/events") await page.getByText("All; filter them").click();
        await page.getByRole("textbox", { name: "Email address" }).fill(anybody());
        await forge(page, "Email address");
        await press(page, "Show");
        await page.getByText("This collection doesn’t exist.").waitFor();
        expect((await page.reload())?.status()).toBe(200);
      }
    });
  });

  async function download(page: Page, button: string): Promise<string> {
    const [file] = await Promise.all([page.waitForEvent("download"), press(page, button)]);
    return readFile(await file.path(), "utf8");
  }
});
