import { passTime } from "@watchword/db/testing";
import type { BrowserContextOptions, Page } from "playwright-core";
import { PNG } from "pngjs";
import { decodeQR } from "qr/decode.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBarriers, hasBrowser, inFreshBrowser } from "./browser.ts";
import { beginVisit, type Visit } from "./visitor.ts";

const LIFETIME_SECONDS = 180;
const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
  userAgent:
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36",
};
const WAITING = "Scan this with the other device";
const TAKEN = "The other device is signed in";

let visit: Visit;

describe.runIf(hasBrowser)("continuing on another device", () => {
  beforeAll(async () => {
    visit = await beginVisit();
  });
  afterAll(() => visit.end());

  const onLaptop = (story: (page: Page) => Promise<void>, options: BrowserContextOptions = {}) =>
    inFreshBrowser(visit.browser, story, options);
  const onPhone = (story: (page: Page) => Promise<void>, options: BrowserContextOptions = {}) =>
    inFreshBrowser(visit.browser, story, { ...PHONE, ...options });
  const open = (page: Page, path: string) => page.goto(visit.web.url + path);
  const press = (page: Page, name: string) =>
    page.getByRole("button", { name, exact: true }).click();
  const heading = (page: Page, name: string) => page.getByRole("heading", { name }).waitFor();

  async function signIn(page: Page): Promise<string> {
    const email = await visit.signIn(page);
    await visit.arrived(page);
    return email;
  }

  /** Shows a link to another device; answers with it. */
  async function showLink(page: Page, url = visit.web.url): Promise<string> {
    await page.goto(`${url}/account/device`);
    await press(page, "Show the code");
    return shownLink(page);
  }

  async function shownLink(page: Page): Promise<string> {
    await heading(page, WAITING);
    return page.getByText(/^http\S+\/device\/\S+$/).innerText();
  }

  async function takeOver(phone: Page, link: string, email: string): Promise<void> {
    await phone.goto(link);
    await press(phone, `Continue as ${email}`);
    await visit.arrived(phone);
  }

  it("happens once, by a QR code, while the page that shows it looks on", async () => {
    await onLaptop(async (page) => {
      const email = await signIn(page);
      await page.getByRole("link", { name: "Continue on another device" }).click();
      await heading(page, "Continue on another device");
      expect(await findBarriers(page)).toEqual([]);
      await press(page, "Show the code");
      const link = await shownLink(page);
      expect(link).toMatch(new RegExp(`^${visit.web.url}/device/[2-9a-km-np-z]{26}$`));
      expect(await readQrCode(page)).toBe(link);
      expect(page.url()).toBe(`${visit.web.url}/account/device`);
      await page.getByText(/^[0-3]:\d\d$/).waitFor();
      await page.getByText("Nobody has used it yet.").waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await page.reload();
      expect(await shownLink(page)).toBe(link);

      await onPhone(async (phone) => {
        await phone.goto(link);
        expect(phone.url()).toBe(`${visit.web.url}/device`);
        await heading(phone, "Continue here?");
        expect(await findBarriers(phone)).toEqual([]);
        await open(page, "/account/device");
        expect(await shownLink(page)).toBe(link);
        await press(phone, `Continue as ${email}`);
        await visit.arrived(phone);
        await phone.getByText("You are signed in here too.").waitFor();
      });
      await heading(page, TAKEN);
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(TAKEN);
      await page.getByText("Chrome on Android").waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await onPhone(async (stranger) => {
        await stranger.goto(link);
        await heading(stranger, "This link was used");
        expect(await findBarriers(stranger)).toEqual([]);
      });
    });
  });

  it("is listed on both as what it is, and ends where it began", async () => {
    await onLaptop(async (page) => {
      const email = await signIn(page);
      const link = await showLink(page);
      await onPhone(async (phone) => {
        await takeOver(phone, link, email);
        await phone.getByText("Came from Chrome on Linux, and ends with it").waitFor();
        await heading(page, TAKEN);
        await page.getByRole("link", { name: "Go to the account" }).click();
        await page.getByText("Came from this browser, and ends with it").waitFor();
        expect(await findBarriers(page)).toEqual([]);
        await press(page, "Sign out");
        await visit.arrived(page, "/");
        await phone.reload();
        await heading(phone, "Sign in");
      });
    });
  });

  it("ends in one press, where it was somebody else's device", async () => {
    await onLaptop(async (page) => {
      const email = await signIn(page);
      const link = await showLink(page);
      await onPhone(async (phone) => {
        await takeOver(phone, link, email);
        await heading(page, TAKEN);
        await page.getByRole("button", { name: /^End the session in Chrome on Android/ }).click();
        await page.getByText("That session has ended since.").waitFor();
        expect(await findBarriers(page)).toEqual([]);
        await phone.reload();
        await heading(phone, "Sign in");
      });
    });
  });

  it("is over after three minutes, on both screens at once, and begun anew in one press", async () => {
    await onLaptop(async (page) => {
      const email = await signIn(page);
      const link = await showLink(page);
      await onPhone(async (phone) => {
        await phone.goto(link);
        await heading(phone, "Continue here?");
        await passTime(visit.auth.db, LIFETIME_SECONDS);
        await press(phone, `Continue as ${email}`);
        await heading(phone, "This link is too old");
        expect(await findBarriers(phone)).toEqual([]);
      });
      await heading(page, "This code is too old");
      expect(await findBarriers(page)).toEqual([]);
      await press(page, "Make a new one");
      expect(await shownLink(page)).not.toBe(link);
    });
  });

  it("works by the newest link alone", async () => {
    await onLaptop(async (page) => {
      const email = await signIn(page);
      const before = await showLink(page);
      await press(page, "Make a new one");
      await page.getByText(before).waitFor({ state: "detached" });
      const link = await shownLink(page);
      await onPhone(async (phone) => {
        await phone.goto(before);
        await heading(phone, "We don’t know this link");
        expect(await findBarriers(phone)).toEqual([]);
        await takeOver(phone, link, email);
      });
    });
  });

  it("is nothing once the session that it came from was signed out", async () => {
    await onLaptop(async (page) => {
      await signIn(page);
      const link = await showLink(page);
      await onPhone(async (phone) => {
        await phone.goto(link);
        await heading(phone, "Continue here?");
        const tab = await page.context().newPage();
        await open(tab, "/account");
        await press(tab, "Sign out");
        await visit.arrived(tab, "/");
        await phone.reload();
        await heading(phone, "We don’t know this link");
      });
      await heading(page, "Sign in");
    });
  });

  it("never takes the place of somebody else unseen, and then leaves no session behind", async () => {
    await onLaptop(async (page) => {
      const email = await signIn(page);
      const link = await showLink(page);
      await onPhone(async (phone) => {
        const other = await signIn(phone);
        await phone.goto(link);
        await phone.getByText(`You are signed in as ${other}.`).waitFor();
        expect(await findBarriers(phone)).toEqual([]);
        await open(phone, "/account");
        await phone.getByText(other).first().waitFor();
        await takeOver(phone, link, email);
        await phone.getByText(email).first().waitFor();
        expect(await countSessions(other)).toBe(0);
      });
    });
  });

  it("isn't offered where one is signed in already, and the link stays good", async () => {
    await onLaptop(async (page) => {
      await signIn(page);
      const link = await showLink(page);
      const tab = await page.context().newPage();
      await tab.goto(link);
      await heading(tab, "You are signed in here already");
      expect(await tab.getByRole("button", { name: /^Continue/ }).count()).toBe(0);
      expect(await findBarriers(tab)).toEqual([]);
      await onPhone(async (phone) => {
        await phone.goto(link);
        await heading(phone, "Continue here?");
      });
    });
  });

  it("needs no script on either device", async () => {
    await onLaptop(async (page) => {
      const email = await signIn(page);
      const signedIn = { storageState: await page.context().storageState() };
      await onLaptop(
        async (plain) => {
          const link = await showLink(plain);
          expect(await readQrCode(plain)).toBe(link);
          const words = await plain.locator("main").innerText();
          expect(words).toMatch(/It works once, until \d+:\d\d\s[AP]M UTC\./);
          expect(words).toContain("Reload this page to see whether somebody did.");
          await onPhone(
            async (phone) => {
              await takeOver(phone, link, email);
              await phone.getByText("You are signed in here too.").waitFor();
            },
            { javaScriptEnabled: false },
          );
          await plain.reload();
          await heading(plain, TAKEN);
          await press(plain, "Make a new one");
          expect(await shownLink(plain)).not.toBe(link);
        },
        { ...signedIn, javaScriptEnabled: false },
      );
    });
  });

  it.each<[string, BrowserContextOptions]>([
    ["a dark page", { colorScheme: "dark" }],
    ["forced colors", { forcedColors: "active", colorScheme: "dark" }],
    ["320 pixels", { viewport: { width: 320, height: 640 } }],
  ])("can be scanned on %s", async (_, options) => {
    await onLaptop(async (page) => {
      await signIn(page);
      const link = await showLink(page);
      expect(await readQrCode(page)).toBe(link);
      expect(await page.evaluate(() => document.body.scrollWidth <= window.innerWidth)).toBe(true);
      expect(await findBarriers(page)).toEqual([]);
    }, options);
  });

  it("is there where clients may make no tokens: the page is the server's", async () => {
    const policy = JSON.stringify({ oneTimeToken: { disableClientRequest: true } });
    const { url } = await visit.deployment.startWeb({ WATCHWORD_POLICY: policy });
    await onLaptop(async (page) => {
      await signIn(page);
      const link = await showLink(page, url);
      expect(link.startsWith(url)).toBe(true);
    });
  });

  it("asks to sign in first, and comes back", async () => {
    await onLaptop(async (page) => {
      await open(page, "/account/device");
      await heading(page, "Sign in");
      await visit.signIn(page, { next: "/account/device" });
      await heading(page, "Continue on another device");
    });
  });

  async function countSessions(email: string): Promise<number> {
    const rows = await visit.auth.db
      .selectFrom("sessions")
      .innerJoin("users", "users.id", "sessions.user_id")
      .select("sessions.id")
      .where("users.email", "=", email)
      .execute();
    return rows.length;
  }
});

/** What a phone's camera would read off the screen. */
async function readQrCode(page: Page): Promise<string> {
  const picture = await page.getByRole("img", { name: "QR code" }).screenshot();
  const { width, height, data } = PNG.sync.read(picture);
  return decodeQR({ width, height, data });
}
