import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBarriers, hasBrowser, inFreshBrowser } from "./browser.ts";
import { beginVisit, type Visit } from "./visitor.ts";

let visit: Visit;

describe.skipIf(!hasBrowser)("the API's page", () => {
  beforeAll(async () => {
    visit = await beginVisit();
  });
  afterAll(() => visit.end());

  const open = async (page: Page, path: string) => {
    const troubles: string[] = [];
    page.on("console", (message) => message.type() === "error" && troubles.push(message.text()));
    page.on("request", (request) => {
      if (!request.url().startsWith(visit.web.url)) troubles.push(request.url());
    });
    await page.goto(visit.web.url + path);
    return troubles;
  };

  it.each(["/api/docs", "/api/docs/operators"])(
    "%s is for everybody, loads nothing from outside and has no barriers",
    async (path) => {
      await inFreshBrowser(visit.browser, async (page) => {
        const troubles = await open(page, path);
        await page.locator("details").evaluateAll((all) => {
          for (const details of all as HTMLDetailsElement[]) details.open = true;
        });
        expect(await findBarriers(page)).toEqual([]);
        expect(troubles).toEqual([]);
      });
    },
  );

  it("opens the operation that its address names, and says what it takes, returns and refuses", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      await open(page, "/api/docs#emailOtp.signIn");
      const opened = page.locator("details[open]");
      expect(await opened.count()).toBe(1);
      const words = await opened.innerText();
      expect(words).toContain("POST /api/v1/email-otp/sign-in");
      for (const said of ["otpId", "SignedIn", "TOO_MANY_ATTEMPTS"]) expect(words).toContain(said);
      expect(words).not.toContain("WEAK_PASSWORD");
    });
  });

  it("needs no scripts, and on a small dark screen no scrolling sideways", async () => {
    const options = {
      javaScriptEnabled: false,
      colorScheme: "dark",
      viewport: { width: 320, height: 640 },
    } as const;
    await inFreshBrowser(
      visit.browser,
      async (page) => {
        await open(page, "/api/docs#session.current");
        await page.getByText("GET /api/v1/session/current").waitFor();
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(width).toBeLessThanOrEqual(320);
      },
      options,
    );
  });
});
