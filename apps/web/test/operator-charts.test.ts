import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasBrowser, inFreshBrowser } from "./browser.ts";
import { inBrowserOf } from "./operator.ts";
import { beginVisit, type Visit } from "./visitor.ts";

let visit: Visit;

describe.runIf(hasBrowser)("the operator's charts", () => {
  beforeAll(async () => {
    visit = await beginVisit();
  });
  afterAll(() => visit.end());

  const url = (path = "") => `${visit.web.url}/operator${path}`;

  it("show sign-ins, and each chart as a table, and follow them", async () => {
    await inBrowserOf(visit, async (page) => {
      await page.goto(url("?range=hour"));
      const signIns = page
        .locator("dl > div")
        .filter({ hasText: "Sign-ins" })
        .locator("dd")
        .first();
      const before = Number((await signIns.innerText()).replace(",", ""));
      await inFreshBrowser(visit.browser, (other) => visit.signIn(other).then(() => undefined));
      await page.waitForFunction(
        ([element, seen]) => Number(element?.textContent?.replace(",", "")) > seen,
        [await signIns.elementHandle(), before] as const,
      );
      expect(await page.getByRole("img", { name: /over the last hour/ }).count()).toBe(4);
      await page.getByText("As a table").first().click();
      const table = page.getByRole("table", { name: /^Sign-ins over the last hour/ });
      expect(await table.getByRole("rowheader").count()).toBe(60);
      await page.getByRole("link", { name: "Last week" }).click();
      await page.waitForURL(url("?range=week"));
      await page.getByRole("heading", { name: "Last week" }).waitFor();
    });
  });

  it("show a chart's values at a point, by pointer and by the arrow keys", async () => {
    await inBrowserOf(visit, async (page) => {
      await page.goto(url("?range=hour"));
      const chart = page.getByRole("figure").filter({ hasText: "emails requested" });
      const slider = chart.getByRole("slider", { name: "Values of: Sign-ins over the last hour" });
      await slider.focus();
      const newest = chart.getByText(/ UTC, so far: sign-ins \d+, emails requested \d+$/);
      const earlier = chart.getByText(/ UTC: sign-ins \d+, emails requested \d+$/);
      await newest.waitFor();

      await page.keyboard.press("Home");
      for (let minute = 0; minute < 10; minute++) await page.keyboard.press("ArrowRight");
      await earlier.waitFor();
      const told = await earlier.innerText();
      expect(await slider.getAttribute("aria-valuetext")).toBe(told);
      const [, begin = "", values] = /^(.+?)(?: – .+?|–.+?) UTC: (.+)$/.exec(told) ?? [];
      await chart.getByText("As a table").click();
      await newest.waitFor();
      const row = chart.getByRole("row").filter({ has: page.getByText(begin, { exact: true }) });
      const [signIns, requested] = await row.getByRole("cell").allInnerTexts();
      expect(values).toBe(`sign-ins ${signIns}, emails requested ${requested}`);

      const picture = chart.getByRole("img", { name: /^Sign-ins over/ });
      const { width = 0, height = 0 } = (await picture.boundingBox()) ?? {};
      await picture.hover({ position: { x: width / 3, y: height / 2 } });
      await earlier.waitFor();
      await page.mouse.move(0, 0);
      await newest.waitFor();
    });
  });
});
