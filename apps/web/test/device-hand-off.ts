import type { BrowserContextOptions, Locator, Page } from "playwright-core";
import { PNG } from "pngjs";
import { decodeQR } from "qr/decode.js";
import { inFreshBrowser } from "./browser.ts";
import { heading, press } from "./page-actions.ts";
import type { Visit } from "./visitor.ts";

export const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
  userAgent:
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36",
};
type Story = (page: Page) => Promise<void>;

/** How stories are told on a laptop and on a phone, each in a browser that nobody used before. */
export function devicesOf(visit: () => Visit) {
  return {
    onLaptop: (story: Story, options: BrowserContextOptions = {}) =>
      inFreshBrowser(visit().browser, story, options),
    onPhone: (story: Story, options: BrowserContextOptions = {}) =>
      inFreshBrowser(visit().browser, story, { ...PHONE, ...options }),
  };
}

export const TAKEN = "The other device is signed in";
const WAITING = "Sign in on the other device";

/** Shows a link to another device; answers with it. */
export async function showLink(page: Page, url: string): Promise<string> {
  await page.goto(`${url}/account/device`);
  await press(page, "Show the code");
  return shownLink(page);
}

/** The link that the page shows. */
export async function shownLink(page: Page): Promise<string> {
  await heading(page, WAITING);
  return readQrCode(page);
}

/** The code that the page shows, to be typed. */
export async function shownCode(page: Page): Promise<string> {
  await heading(page, WAITING);
  return codeOn(page).innerText();
}

export const codeOn = (page: Page): Locator => page.getByText(/^[A-Z]{4}-[A-Z]{4}$/);

/** Follows the link and agrees. */
export async function takeOver(
  phone: Page,
  visit: Visit,
  { link, email }: { link: string; email: string },
): Promise<void> {
  await phone.goto(link);
  await phone.getByText(email).first().waitFor();
  await press(phone, "Continue");
  await visit.arrived(phone);
}

/** What a phone's camera would read off the screen. */
async function readQrCode(page: Page): Promise<string> {
  const picture = await page.getByRole("img", { name: "QR code" }).screenshot();
  const { width, height, data } = PNG.sync.read(picture);
  return decodeQR({ width, height, data });
}
