import type { RequestListener } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasBrowser, inFreshBrowser } from "./browser.ts";
import { beginVisitWithApp, type VisitWithApp } from "./visit-with-app.ts";

let visit: VisitWithApp;

/** The callback leads on to a host of its own for each tenant: here, by another name of this machine. */
const leadOn: RequestListener = (req, res) => {
  if (!req.url?.startsWith("/callback?")) return res.end("Welcome to the tenant's shop");
  return res.writeHead(303, { location: tenantUrl(`http://${req.headers.host}`) }).end();
};

function tenantUrl(appUrl: string): string {
  return `http://localhost:${new URL(appUrl).port}/welcome`;
}

beforeAll(async () => {
  if (!hasBrowser) return;
  visit = await beginVisitWithApp({ id: "shop" }, leadOn);
});
afterAll(() => visit?.end());

describe.runIf(hasBrowser)("an app whose callback redirects on to another origin", () => {
  it.each(["Continue", "Cancel"])("is reached by %s", async (button) => {
    await inFreshBrowser(visit.browser, async (page) => {
      await visit.signIn(page);
      await page.goto(`${visit.web.url}/handoff?app=shop&challenge=${"a".repeat(43)}&state=s`);
      await page.getByRole("button", { name: button, exact: true }).click();
      await page.waitForURL(tenantUrl(visit.appUrl));
      expect(await page.textContent("body")).toBe("Welcome to the tenant's shop");
    });
  });
});
