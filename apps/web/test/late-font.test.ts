import { describe, expect, it } from "vitest";
import { hasBrowser, inFreshBrowser, wholeBrowser } from "./browser.ts";
import { beginVisit } from "./visitor.ts";

describe.runIf(hasBrowser)("the text's font", () => {
  it("moves nothing when it comes late", async () => {
    const late = await beginVisit();
    const browser = await wholeBrowser();
    try {
      await inFreshBrowser(
        browser,
        async (page) => {
          const { promise: painted, resolve } = Promise.withResolvers<void>();
          await page.route("**/*.woff2", async (route) => {
            await painted;
            await route.continue();
          });
          await page.goto(`${late.web.url}/sign-in`, { waitUntil: "commit" });
          await page.getByRole("contentinfo").waitFor();
          const heightOf = () => page.evaluate(() => document.documentElement.scrollHeight);
          const before = await heightOf();
          resolve();
          await page.evaluate(() => document.fonts.ready);
          expect(await heightOf()).toBe(before);
          const shift = await page.evaluate(
            () =>
              new Promise<number>((tell) => {
                let sum = 0;
                new PerformanceObserver((list) => {
                  for (const entry of list.getEntries())
                    sum += (entry as unknown as { value: number }).value;
                }).observe({ type: "layout-shift", buffered: true });
                setTimeout(() => tell(sum), 500);
              }),
          );
          expect(shift).toBeLessThan(0.01);
        },
        { viewport: { width: 390, height: 844 } },
      );
    } finally {
      await browser.close();
      await late.end();
    }
  });
});
