import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Page, Request } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasBrowser, inFreshBrowser } from "./browser.ts";
import { beginVisit, type Visit } from "./visitor.ts";

const MANIFEST = path.resolve(import.meta.dirname, "../.next/build-manifest.json");

let visit: Visit;

describe.runIf(hasBrowser)("what a browser fetches for a page", () => {
  beforeAll(async () => {
    visit = await beginVisit();
  });
  afterAll(() => visit.end());

  it("is at most 20 kB of scripts, to sign in with, beside the framework's own", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      expect(await weighScripts(await open(page, "/sign-in"))).toBeLessThan(20_000);
    });
  });

  it("is at most 40 kB of scripts on the page that waits for a code", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      await visit.ask(page);
      expect(await weighScripts(await open(page, "/sign-in/code"))).toBeLessThan(40_000);
    });
  });

  it("is only the page, its parts, one font and an icon, and no page that it links to", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      const requests = await open(page, "/sign-in");
      const parts = requests.filter(isPart);
      const others = requests.filter((request) => !isPart(request)).map(pathOf);
      // Only a browser with windows fetches the icon that the page names.
      const icons = page.locator("link[rel=icon]");
      expect(
        await icons.evaluateAll((links) => links.map((link) => link.getAttribute("href"))),
      ).toEqual([expect.stringMatching(/^\/brand\/icon/)]);
      expect([["/sign-in"], ["/sign-in", "/brand/icon"]]).toContainEqual(others);
      expect(parts.filter((request) => request.resourceType() === "font")).toHaveLength(1);
    });
  });

  it("is compressed, and is cached for good", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      for (const request of (await open(page, "/sign-in")).filter(isPart)) {
        const headers = (await request.response())?.headers();
        expect(headers?.["cache-control"]).toBe("public, max-age=31536000, immutable");
        if (request.resourceType() !== "font") expect(headers?.["content-encoding"]).toBe("gzip");
      }
    });
  });
});

/** What is asked for until nothing more is. */
async function open(page: Page, pathname: string): Promise<Request[]> {
  const requests: Request[] = [];
  page.on("request", (request) => requests.push(request));
  await page.goto(visit.web.url + pathname, { waitUntil: "networkidle" });
  return requests;
}

/** Bytes of scripts as they are sent, without those that every page of the framework has. */
async function weighScripts(requests: Request[]): Promise<number> {
  const { rootMainFiles } = JSON.parse(await readFile(MANIFEST, "utf8"));
  const framework = new Set(rootMainFiles.map((file: string) => `/_next/${file}`));
  const all = requests.filter((request) => request.resourceType() === "script");
  expect(all.filter((request) => framework.has(pathOf(request)))).toHaveLength(framework.size);
  const own = all.filter((request) => !framework.has(pathOf(request)));
  const sizes = await Promise.all(own.map((request) => request.sizes()));
  return sizes.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0);
}

const pathOf = (request: Request) => new URL(request.url()).pathname;
const isPart = (request: Request) => pathOf(request).startsWith("/_next/static/");
