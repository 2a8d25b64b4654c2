import path from "node:path";
import type { Page } from "playwright-core";
import { expect } from "vitest";

/** A brand that differs from Watchword's in everything. */
export const ACME = path.join(import.meta.dirname, "brand/acme.json");

/** Its colours, as browsers compute them. */
const COLOURS = {
  light: { paper: "rgb(255, 253, 245)", ink: "rgb(27, 29, 42)", accent: "rgb(91, 63, 209)" },
  dark: { paper: "rgb(20, 21, 31)", ink: "rgb(236, 237, 245)", accent: "rgb(179, 162, 255)" },
};

/** What a page says to its visitor, in its text and besides. */
function wordsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const attributes = ["alt", "aria-label", "content", "placeholder", "title", "value"];
    const said = Array.from(document.querySelectorAll("*")).flatMap((element) =>
      attributes.flatMap((name) => element.getAttribute(name) ?? []),
    );
    return [document.title, document.body.innerText, ...said];
  });
}

function coloursOf(page: Page) {
  return page.evaluate(() => {
    const colourOf = (selector: string, property: string) => {
      const element = document.querySelector(selector);
      return element && getComputedStyle(element).getPropertyValue(property);
    };
    return {
      paper: colourOf("body", "background-color"),
      ink: colourOf("h1", "color"),
      font: colourOf("body", "font-family"),
      accents: Array.from(document.querySelectorAll("main .bg-accent"), (button) => {
        const style = getComputedStyle(button);
        return `${style.backgroundColor} ${style.borderRadius}`;
      }),
    };
  });
}

/** Looks at the page as it is, in both schemes. */
export async function expectAcme(page: Page): Promise<void> {
  const at = new URL(page.url()).pathname;
  // A button under the pointer has another colour.
  await page.mouse.move(0, 0);
  await page.locator("h1").waitFor();
  await page.waitForFunction(() => document.title !== "");
  expect(await page.title(), at).toMatch(/ · Acme$/);
  expect(
    (await wordsOf(page)).filter((words) => /watchword/i.test(words)),
    at,
  ).toEqual([]);
  const logo = page.locator("header img");
  expect(await logo.getAttribute("alt"), at).toBe("Acme");
  expect(await page.locator("footer a").count(), at).toBe(4);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const { accents, font, ...others } = await coloursOf(page);
    const { accent, ...expected } = COLOURS[colorScheme];
    expect(others, at).toEqual(expected);
    expect(font, at).toMatch(/^"DejaVu Serif"/);
    expect(new Set(accents), at).toEqual(new Set(accents.length > 0 ? [`${accent} 14px`] : []));
    await logoIs(page, colorScheme === "dark" ? "/brand/logo-dark?" : "/brand/logo?");
  }
  await page.emulateMedia({ colorScheme: "light" });
}

/** Waits until the browser has chosen the logo that is for its scheme. */
async function logoIs(page: Page, address: string): Promise<void> {
  await page.waitForFunction((part) => {
    const logo = document.querySelector<HTMLImageElement>("header img");
    return logo?.currentSrc.includes(part);
  }, address);
}
