import { passTime } from "@watchword/db/testing";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBarriers, hasBrowser } from "./browser.ts";
import {
  codeOn,
  devicesOf,
  showLink,
  shownCode,
  shownLink,
  TAKEN,
  takeOver,
} from "./device-hand-off.ts";
import { heading, press } from "./page-actions.ts";
import { beginVisit, type Visit } from "./visitor.ts";

const LIFETIME_SECONDS = 180;

let visit: Visit;

describe.runIf(hasBrowser)("continuing on another device", () => {
  beforeAll(async () => {
    visit = await beginVisit();
  });
  afterAll(() => visit.end());

  const { onLaptop, onPhone } = devicesOf(() => visit);
  const open = (page: Page, path: string) => page.goto(visit.web.url + path);

  it("happens once, by a QR code, and the page that shows the code follows it", async () => {
    await onLaptop(async (page) => {
      const email = await visit.signIn(page);
      await page.getByRole("link", { name: "Continue on another device" }).click();
      await heading(page, "Continue on another device");
      expect(await findBarriers(page)).toEqual([]);
      await press(page, "Show the code");
      const link = await shownLink(page);
      expect(link).toMatch(new RegExp(`^${visit.web.url}/device/[2-9a-km-np-z]{26}$`));
      expect(page.url()).toBe(`${visit.web.url}/account/device`);
      await page.getByText(/^[0-3]:\d\d$/).waitFor();
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
        await phone.getByText(email).first().waitFor();
        await press(phone, "Continue");
        await visit.arrived(phone);
        await phone.getByText("You’re signed in here too.").waitFor();
      });
      await heading(page, TAKEN);
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(TAKEN);
      await page.getByText("Chrome on Android").waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await onPhone(async (stranger) => {
        await stranger.goto(link);
        await heading(stranger, "This link has already been used");
        expect(await findBarriers(stranger)).toEqual([]);
      });
    });
  });

  it("is listed on both as what it is, and can be ended where it started", async () => {
    await onLaptop(async (page) => {
      const email = await visit.signIn(page);
      const link = await showLink(page, visit.web.url);
      await onPhone(async (phone) => {
        await takeOver(phone, visit, { link, email });
        await phone.getByText("Started from Chrome on Linux, and ends with it").waitFor();
        await heading(page, TAKEN);
        await page.getByRole("link", { name: "Go to your account" }).click();
        await page.getByText("Started from this browser, and ends with it").waitFor();
        expect(await findBarriers(page)).toEqual([]);
        await press(page, "Sign out");
        await visit.arrived(page, "/sign-in");
        await phone.reload();
        await heading(phone, "Sign in");
      });
    });
  });

  it("ends with one press if the device was somebody else's", async () => {
    await onLaptop(async (page) => {
      const email = await visit.signIn(page);
      const link = await showLink(page, visit.web.url);
      await onPhone(async (phone) => {
        await takeOver(phone, visit, { link, email });
        await heading(page, TAKEN);
        await page.getByRole("button", { name: /^Sign out of Chrome on Android/ }).click();
        await page.getByText("That session has ended.").waitFor();
        expect(await findBarriers(page)).toEqual([]);
        await phone.reload();
        await heading(phone, "Sign in");
      });
    });
  });

  it("expires after three minutes on both screens, and starts again with one press", async () => {
    await onLaptop(async (page) => {
      const email = await visit.signIn(page);
      const link = await showLink(page, visit.web.url);
      await onPhone(async (phone) => {
        await phone.goto(link);
        await heading(phone, "Continue here?");
        await passTime(visit.auth.db, LIFETIME_SECONDS);
        await phone.getByText(email).first().waitFor();
        await press(phone, "Continue");
        await heading(phone, "This link has expired");
        expect(await findBarriers(phone)).toEqual([]);
      });
      await heading(page, "This code has expired");
      expect(await findBarriers(page)).toEqual([]);
      await press(page, "Create a new code");
      expect(await shownLink(page)).not.toBe(link);
    });
  });

  it("works only with the newest link", async () => {
    await onLaptop(async (page) => {
      const email = await visit.signIn(page);
      const before = await showLink(page, visit.web.url);
      const code = await shownCode(page);
      await press(page, "Create a new code");
      await codeOn(page).filter({ hasNotText: code }).waitFor();
      const link = await shownLink(page);
      await onPhone(async (phone) => {
        await phone.goto(before);
        await heading(phone, "This link doesn’t work");
        expect(await findBarriers(phone)).toEqual([]);
        await takeOver(phone, visit, { link, email });
      });
    });
  });

  it("doesn't work once the session that it came from was signed out", async () => {
    await onLaptop(async (page) => {
      await visit.signIn(page);
      const link = await showLink(page, visit.web.url);
      await onPhone(async (phone) => {
        await phone.goto(link);
        await heading(phone, "Continue here?");
        const tab = await page.context().newPage();
        await open(tab, "/account");
        await press(tab, "Sign out");
        await visit.arrived(tab, "/sign-in");
        await phone.reload();
        await heading(phone, "This link doesn’t work");
      });
      await heading(page, "Sign in");
    });
  });
});
