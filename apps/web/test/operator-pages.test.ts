import { passTime } from "@watchword/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBarriersInLooks, hasBrowser, inFreshBrowser } from "./browser.ts";
import { inBrowserOf } from "./operator.ts";
import { anybody, beginVisit, type Visit } from "./visitor.ts";

const PAGES = ["", "/address", "/mails", "/events"];
const STALE_SECONDS = 601;

let visit: Visit;

describe.runIf(hasBrowser)("the operator's pages", () => {
  beforeAll(async () => {
    visit = await beginVisit();
  });
  afterAll(() => visit.end());

  const url = (path = "") => `${visit.web.url}/operator${path}`;

  it("are not found by anybody else, signed in or not", async () => {
    const stranger = anybody();
    await inBrowserOf(
      visit,
      async (page) => {
        for (const path of PAGES) {
          const response = await page.goto(url(path));
          expect(response?.status()).toBe(404);
          await page.waitForFunction(() => document.title !== "");
          const [title, text] = [await page.title(), await page.innerText("body")];
          await page.goto(`${visit.web.url}/no-such-page`);
          await page.waitForFunction(() => document.title !== "");
          expect([title, text]).toEqual([await page.title(), await page.innerText("body")]);
        }
        await page.goto(`${visit.web.url}/account`);
        expect(await page.getByText("For operators").count()).toBe(0);
      },
      { email: stranger },
    );
    await inFreshBrowser(visit.browser, async (page) => {
      expect((await page.goto(url()))?.status()).toBe(404);
      const form = { multipart: { format: "csv" }, headers: { origin: visit.web.url } };
      const post = async (address: string) => (await page.request.post(address, form)).status();
      expect(await post(url("/events/export"))).toBe(await post(`${visit.web.url}/no-such-page`));
    });
  });

  it("look to them like a page that doesn't exist, even without scripts", async () => {
    const bodyOf = async (address: string) => {
      const response = await fetch(address, { headers: { accept: "text/html" } });
      const [, body = ""] = (await response.text()).split("<body");
      const [beforeScripts] = body.split("<script");
      return [response.status, beforeScripts];
    };
    const [status, words] = await bodyOf(`${visit.web.url}/no-such-page`);
    expect([status, words]).toEqual([404, expect.stringContaining("Page not found")]);
    for (const path of [...PAGES, "/events/export", "/nonsense"])
      expect(await bodyOf(url(path)), path).toEqual([404, words]);
  });

  it("are reached from an operator's account, and from each other", async () => {
    await inBrowserOf(visit, async (page) => {
      await page.goto(`${visit.web.url}/account`);
      await page.getByRole("link", { name: "Figures, addresses, emails and events" }).click();
      for (const name of ["Overview", "Look up", "Emails", "Events"]) {
        await page
          .getByRole("navigation", { name: "Operator" })
          .getByRole("link", { name })
          .click();
        await page.getByRole("heading", { name, level: 1, exact: true }).waitFor();
        expect(await page.getByRole("contentinfo").isVisible()).toBe(false);
      }
      await page.getByRole("link", { name: "Your account" }).click();
      await page.waitForURL(/\/account$/);
      await page.getByRole("contentinfo").waitFor();
    });
  });

  it("ask an operator to sign in again after ten minutes, and lead back", async () => {
    await inBrowserOf(visit, async (page) => {
      await page.goto(url("/mails"));
      await passTime(visit.auth.db, STALE_SECONDS);
      await page.goto(url("/mails"));
      expect(await page.getByRole("heading", { name: "Failed" }).count()).toBe(0);
      await page.getByRole("link", { name: "Sign in again" }).click();
      await page.waitForURL(/\/sign-in\?again&next=%2Foperator%2Fmails/);
    });
  });

  it("stop updating when those ten minutes have passed", async () => {
    await inBrowserOf(visit, async (page) => {
      await page.goto(url("?range=hour"));
      await page.getByRole("heading", { name: "Guess budget" }).waitFor();
      await passTime(visit.auth.db, STALE_SECONDS);
      await page.getByRole("link", { name: "Sign in again to keep this up to date" }).waitFor();
      expect(await page.getByRole("img", { name: /over the last hour/ }).count()).toBe(4);
    });
  });

  it("accept any cookie and any address of a page", async () => {
    await inBrowserOf(visit, async (page) => {
      for (const value of ["{}", '{"email":"x","collection":"nobody"}', "null", "%"]) {
        const names = ["watchword-operator-address", "watchword-operator-filter"];
        await page
          .context()
          .addCookies(
            names.map((name) => ({ name, value: encodeURIComponent(value), url: url() })),
          );
        for (const path of ["/address?before=x", "/events?before=x&from=never&event=none"]) {
          expect((await page.goto(url(path)))?.status(), path).toBe(200);
        }
      }
      await page.getByText("Left out, because it isn’t valid: Event, From (UTC).").waitFor();
    });
  });

  it("show the first figures on a phone without scrolling", async () => {
    await inBrowserOf(
      visit,
      async (page) => {
        await page.goto(url());
        const [figure] = await page.locator("dl dd").all();
        const { y = Infinity } = (await figure?.boundingBox()) ?? {};
        expect(y).toBeLessThan(844);
      },
      { viewport: { width: 390, height: 844 } },
    );
  });

  it("can be read without scripts", async () => {
    await inBrowserOf(
      visit,
      async (page) => {
        await page.goto(url());
        await page.getByRole("heading", { name: "Guess budget" }).waitFor();
        expect(await page.getByRole("img", { name: /^Refusals over/ }).isVisible()).toBe(true);
      },
      { javaScriptEnabled: false },
    );
  });

  it("have no barriers, in light and dark, and fit a narrow screen", async () => {
    await inBrowserOf(visit, async (page) => {
      for (const path of PAGES) {
        await page.goto(url(path));
        expect(await findBarriersInLooks(page), path).toEqual([]);
      }
    });
  });
});
