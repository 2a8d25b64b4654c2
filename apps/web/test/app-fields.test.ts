import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBarriers, hasBrowser } from "./browser.ts";
import { inBrowserOf } from "./operator.ts";
import { press, problemAt } from "./page-actions.ts";
import { beginVisit, type Visit } from "./visitor.ts";

const TYPED = {
  "Client id": "My shop",
  "Name that people see": "s".repeat(41),
  "Origin of its pages": "https://shop.example/",
  "Redirect URIs": "https://shop.example/callback\nshop.example\nhttp://shop.example/",
  "Where people may return": "https://shop.example/bye",
  "Other origins": "shop.example",
  "URI where it starts": "https://shop.example/sign-in",
  "Back-channel logout URI": "ftp://shop.example/",
};

let visit: Visit;

describe.runIf(hasBrowser)("the form for an operator's app", () => {
  beforeAll(async () => {
    visit = await beginVisit();
  });
  afterAll(() => visit.end());

  const register = (page: Page) => page.locator("form", { hasText: "Register" });
  const fill = async (page: Page, typed: Record<string, string>) => {
    for (const [label, value] of Object.entries(typed))
      await register(page).getByLabel(label).fill(value);
    await press(page, "Register");
    await page.getByText("Not done: the fields above say what to correct.").waitFor();
  };
  const valuesOf = async (page: Page) => {
    const values = Object.keys(TYPED).map(async (label) => {
      return [label, await register(page).getByLabel(label).inputValue()];
    });
    return Object.fromEntries(await Promise.all(values));
  };
  const problemsOf = async (page: Page) => {
    const problems = Object.keys(TYPED).map(async (label) => {
      return [label, await problemAt(register(page).getByLabel(label))];
    });
    return Object.fromEntries(await Promise.all(problems));
  };
  const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute("name"));

  it.each([true, false])(
    "says what is wrong with each field and keeps what was typed, with scripts: %s",
    async (javaScriptEnabled) => {
      const story = async (page: Page) => {
        await page.goto(`${visit.web.url}/operator/apps`);
        const key = page.getByLabel("It has a server that can keep a key secret");
        await key.uncheck();
        await register(page).getByLabel("It’s ours").check();
        await fill(page, TYPED);
        expect(await problemsOf(page)).toEqual({
          "Client id": "Needs lower-case letters, digits or hyphens, a letter first.",
          "Name that people see": "Must have at most 40 characters.",
          "Origin of its pages": "Not an origin, as https://shop.example is.",
          "Redirect URIs": expect.stringMatching(/^Line 2: Not a URL. Line 3: Needs https, .*\.$/),
          "Where people may return": null,
          "Other origins": "Not an http(s) URL.",
          "URI where it starts": null,
          "Back-channel logout URI": "Not an http(s) URL.",
        });
        expect(await valuesOf(page)).toEqual(TYPED);
        expect(await key.isChecked()).toBe(false);
        expect(await register(page).getByLabel("It’s ours").isChecked()).toBe(true);
        expect(await focused(page)).toBe("id");
        if (javaScriptEnabled) expect(await findBarriers(page)).toEqual([]);
      };
      await inBrowserOf(visit, story, { javaScriptEnabled });
    },
  );

  it("asks for a redirect URI together with everything else that is wrong, until that is edited", async () => {
    await inBrowserOf(visit, async (page) => {
      await page.goto(`${visit.web.url}/operator/apps`);
      await fill(page, { "Client id": "shop", "Other origins": "shop.example" });
      const redirectUris = register(page).getByLabel("Redirect URIs");
      const origins = register(page).getByLabel("Other origins");
      expect(await problemAt(redirectUris)).toMatch(/^Enter at least one/);
      expect(await problemAt(origins)).toBe("Not an http(s) URL.");
      expect(await focused(page)).toBe("redirectUris");
      await redirectUris.pressSequentially("h");
      expect(await problemAt(redirectUris)).toBeNull();
      expect(await problemAt(origins)).toBe("Not an http(s) URL.");
    });
  });
});
