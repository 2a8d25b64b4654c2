import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import axe from "axe-core";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

const CHROMIUM = "/usr/bin/chromium";
/** Chromium without windows and toolbars: a visit takes it less than half the work. */
const SHELL = "/usr/bin/chromium-headless-shell";

/** CI must have a browser; elsewhere the tests that need one are skipped, and vitest says so. */
export const hasBrowser = existsSync(CHROMIUM) || process.env.CI === "true";

let launched: Promise<Browser> | undefined;

/** One for all tests of a worker, since it starts slowly; it ends with the worker. Each visit has a context of its own. */
export async function sharedBrowser(): Promise<Browser> {
  const browser = await launched?.catch(() => null);
  if (!browser?.isConnected()) launched = launchBrowser(existsSync(SHELL) ? SHELL : CHROMIUM);
  return launched as Promise<Browser>;
}

/** The whole browser, as people use it. It paints before fonts arrive; the one without windows waits for them. */
export function wholeBrowser(): Promise<Browser> {
  return launchBrowser(CHROMIUM);
}

function launchBrowser(executablePath: string): Promise<Browser> {
  const quiet = [
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ];
  return chromium.launch({ executablePath, args: ["--no-sandbox", ...quiet] });
}

/** Runs `visit` in a browser that nobody has used. */
export async function inFreshBrowser<Result>(
  browser: Browser,
  visit: (page: Page) => Promise<Result>,
  options: BrowserContextOptions = {},
): Promise<Result> {
  // Without windows the browser asks for no language unless it is told to.
  const usual = { viewport: { width: 1280, height: 900 }, locale: "en-US" };
  const context = await browser.newContext({ ...usual, ...options });
  try {
    return await visit(await context.newPage());
  } finally {
    await context.close();
  }
}

/** All of axe's but that of AAA contrast: the palette promises AA. */
const RULES = axe
  .getRules()
  .map(({ ruleId }) => ruleId)
  .filter((rule) => rule !== "color-contrast-enhanced");

/** Half of `axe.source`, which each page would read anew. */
const SCRIPT = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds by all of its rules, as `rule: element`. */
export async function findBarriers(page: Page): Promise<string[]> {
  // Next streams the title after the page.
  await page.waitForFunction(() => document.title !== "");
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(SCRIPT);
  const results = await page.evaluate((rules) => {
    const enabled = Object.fromEntries(rules.map((rule) => [rule, { enabled: true }]));
    const wanted = { rules: enabled, resultTypes: ["violations" as const], selectors: false };
    return (globalThis as unknown as { axe: typeof axe }).axe.run(wanted);
  }, RULES);
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** Gives a page another size, and waits until it has it. */
export async function resize(page: Page, size: { width: number; height: number }): Promise<void> {
  await page.setViewportSize(size);
  await page.waitForFunction(
    ({ width, height }) => innerWidth === width && innerHeight === height,
    size,
  );
}

/** How far a page can be scrolled sideways, in CSS pixels. */
function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
}

type Look = readonly [scheme: "light" | "dark", width: number];

const LOOKS: readonly Look[] = [
  ["dark", 320],
  ["light", 320],
  ["dark", 1280],
  ["light", 1280],
];

/** What is wrong with a page in each look, as `look: what`: what axe finds, and sideways scrolling. */
export async function findBarriersInLooks(page: Page, looks = LOOKS): Promise<string[]> {
  const found: string[] = [];
  for (const [colorScheme, width] of looks) {
    await resize(page, { width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await page.evaluate(() => {
      const running = document.getAnimations().filter((each) => each instanceof CSSTransition);
      return Promise.all(running.map(({ finished }) => finished));
    });
    const wrong = await findBarriers(page);
    const sideways = await sidewaysScroll(page);
    if (sideways > 0) wrong.push(`scrolls ${sideways} px sideways`);
    found.push(...wrong.map((what) => `${colorScheme}, ${width} px: ${what}`));
  }
  return found;
}
