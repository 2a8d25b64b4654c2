import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBarriers, hasBrowser } from "./browser.ts";
import { devicesOf, showLink, shownLink, TAKEN, takeOver } from "./device-hand-off.ts";
import { heading, press } from "./page-actions.ts";
import { beginVisit, type Visit } from "./visitor.ts";

let visit: Visit;

describe.runIf(hasBrowser)("continuing on another device, whatever devices they are,", () => {
  beforeAll(async () => {
    visit = await beginVisit();
  });
  afterAll(() => visit.end());

  const { onLaptop, onPhone } = devicesOf(() => visit);
  const open = (page: Page, path: string) => page.goto(visit.web.url + path);

  it("never silently replaces somebody else's session, and leaves no session behind if it does", async () => {
    await onLaptop(async (page) => {
      const email = await visit.signIn(page);
      const link = await showLink(page, visit.web.url);
      await onPhone(async (phone) => {
        const other = await visit.signIn(phone);
        await phone.goto(link);
        await phone.getByText(`You’re signed in as ${other}.`).waitFor();
        expect(await findBarriers(phone)).toEqual([]);
        await open(phone, "/account");
        await phone.getByText(other).first().waitFor();
        await takeOver(phone, visit, { link, email });
        await phone.getByText(email).first().waitFor();
        expect(await countSessions(other)).toBe(0);
      });
    });
  });

  it("isn't offered if somebody is signed in already, and the link stays unused", async () => {
    await onLaptop(async (page) => {
      await visit.signIn(page);
      const link = await showLink(page, visit.web.url);
      const tab = await page.context().newPage();
      await tab.goto(link);
      await heading(tab, "You’re already signed in here");
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
      const email = await visit.signIn(page);
      const signedIn = { storageState: await page.context().storageState() };
      await onLaptop(
        async (plain) => {
          const link = await showLink(plain, visit.web.url);
          const words = await plain.locator("main").innerText();
          expect(words).toMatch(/It works once, until \d+:\d\d\s[AP]M UTC\./);
          expect(words).toContain("Reload this page to check again.");
          await onPhone(
            async (phone) => {
              await takeOver(phone, visit, { link, email });
              await phone.getByText("You’re signed in here too.").waitFor();
            },
            { javaScriptEnabled: false },
          );
          await plain.reload();
          await heading(plain, TAKEN);
          await press(plain, "Create a new code");
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
      await visit.signIn(page);
      const link = await showLink(page, visit.web.url);
      expect(link.startsWith(`${visit.web.url}/device/`)).toBe(true);
      expect(await page.evaluate(() => document.body.scrollWidth <= window.innerWidth)).toBe(true);
      expect(await findBarriers(page)).toEqual([]);
    }, options);
  });

  it("works if clients may make no tokens, because the page belongs to the server", async () => {
    const policy = JSON.stringify({ oneTimeToken: { disableClientRequest: true } });
    const { url } = await visit.deployment.startWeb({ WATCHWORD_POLICY: policy });
    await onLaptop(async (page) => {
      await visit.signIn(page);
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
