import { exchangeUserCode } from "@watchword/auth/one-time-token";
import { passTime } from "@watchword/db/testing";
import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBarriers, hasBrowser, inFreshBrowser } from "./browser.ts";
import { PHONE, showLink, shownCode, TAKEN } from "./device-hand-off.ts";
import { heading, press } from "./page-actions.ts";
import { beginVisit, beginVisitAlone, problemOn, type Visit } from "./visitor.ts";

const ENTER = "Continue from another device";
const ENTERED = "The code was entered. Waiting for the other device.";

let visit: Visit;

describe.runIf(hasBrowser)("continuing on another device by a code that is typed there", () => {
  beforeAll(async () => {
    visit = await beginVisit();
  });
  afterAll(() => visit.end());

  const onPhone = (story: (page: Page) => Promise<void>, options: BrowserContextOptions = {}) =>
    inFreshBrowser(visit.browser, story, { ...PHONE, ...options });
  const onOther = (story: (page: Page) => Promise<void>, options: BrowserContextOptions = {}) =>
    inFreshBrowser(visit.browser, story, options);

  async function showCode(page: Page): Promise<string> {
    await showLink(page, visit.web.url);
    return shownCode(page);
  }

  async function enter(page: Page, code: string): Promise<void> {
    await page.getByLabel("Code from the other device").fill(code);
    await press(page, "Continue");
  }

  it.each([320, 390, 1280])("shows the whole of the longest code, at %s px", async (width) => {
    await onOther(
      async (page) => {
        await page.goto(`${visit.web.url}/device`);
        const field = page.getByLabel("Code from the other device");
        await field.fill("WWW-WWW-WWW");
        await page.evaluate(() => document.fonts.ready);
        const hidden = await field.evaluate((input) => input.scrollWidth - input.clientWidth);
        expect(hidden).toBe(0);
      },
      { viewport: { width, height: 700 } },
    );
  });

  it("starts at the sign-in page, and is noticed on the page that shows the code", async () => {
    await onPhone(async (phone) => {
      const email = await visit.signIn(phone);
      const code = await showCode(phone);
      await phone.getByText(`${new URL(visit.web.url).host}/device`).waitFor();
      expect(await findBarriers(phone)).toEqual([]);
      await onOther(async (page) => {
        await page.goto(`${visit.web.url}/sign-in`);
        await page.getByRole("link", { name: "Use a code from there" }).click();
        await heading(page, ENTER);
        expect(await findBarriers(page)).toEqual([]);
        await enter(page, ` ${code.toLowerCase().replace("-", " ")} `);
        await heading(page, "Continue here?");
        await page.getByText(email).first().waitFor();
        await phone.getByText(ENTERED).waitFor();
        expect(await phone.getByText(code).count()).toBe(0);
        expect(await findBarriers(phone)).toEqual([]);
        await phone.reload();
        await phone.getByText(ENTERED).waitFor();
        await press(page, "Continue");
        await visit.arrived(page);
        await page.getByText("You’re signed in here too.").waitFor();
      });
      await heading(phone, TAKEN);
    });
  });

  it("says in its own words what is wrong with a code, with the focus in the field", async () => {
    await onPhone(async (phone) => {
      await visit.signIn(phone);
      const code = await showCode(phone);
      await onOther(async (page) => {
        await page.goto(`${visit.web.url}/device`);
        for (const [typed, words] of [
          ["", "Enter the code"],
          ["1234-5678", "eight letters"],
          ["BCDF-GHJ", "eight letters"],
          ["BBBB-BBBB", "is wrong, has been used or has expired"],
        ] as const) {
          await enter(page, typed);
          await problemOn(page).getByText(words).waitFor();
          expect(await page.evaluate(() => document.activeElement?.id)).toBe("code");
          expect(await findBarriers(page)).toEqual([]);
        }
        await enter(page, code);
        await heading(page, "Continue here?");
      });
      await onOther(async (late) => {
        await late.goto(`${visit.web.url}/device`);
        await enter(late, code);
        await problemOn(late).getByText("has been used").waitFor();
      });
    });
  });

  it("needs no script on either device", async () => {
    await onPhone(async (phone) => {
      const email = await visit.signIn(phone);
      const signedIn = { storageState: await phone.context().storageState() };
      await onPhone(
        async (plain) => {
          const code = await showCode(plain);
          await onOther(
            async (page) => {
              await page.goto(`${visit.web.url}/device`);
              await enter(page, "BCDF");
              await problemOn(page).getByText("eight letters").waitFor();
              await enter(page, code);
              await heading(page, "Continue here?");
              await page.getByText(email).first().waitFor();
              await plain.reload();
              await plain.getByText(ENTERED).waitFor();
              await press(page, "Continue");
              await visit.arrived(page);
            },
            { javaScriptEnabled: false },
          );
        },
        { ...signedIn, javaScriptEnabled: false },
      );
    });
  });

  it("starts again if the code expired before the button was pressed", async () => {
    await onPhone(async (phone) => {
      await visit.signIn(phone);
      const code = await showCode(phone);
      await onOther(async (page) => {
        await page.goto(`${visit.web.url}/device`);
        await enter(page, code);
        await heading(page, "Continue here?");
        await passTime(visit.auth.db, 181);
        await press(page, "Continue");
        await heading(page, "This link has expired");
        expect(await findBarriers(page)).toEqual([]);
        await heading(phone, "This code has expired");
        await press(phone, "Create a new code");
        await enter(page, await shownCode(phone));
        await heading(page, "Continue here?");
      });
    });
  });
});

describe.runIf(hasBrowser)("a device that many wrong codes came from", () => {
  it("is told so, and asked to scan instead", async () => {
    const alone = await beginVisitAlone({});
    for (const ip of ["127.0.0.1", "::1"]) {
      const client = { ip, userAgent: null, place: null, locale: null };
      const guess = { userCode: "BBBB-BBBB", client };
      await Promise.all(Array.from({ length: 100 }, () => exchangeUserCode(alone.auth, guess)));
    }
    await inFreshBrowser(alone.browser, async (page) => {
      await page.goto(`${alone.web.url}/device`);
      await page.getByLabel("Code from the other device").fill("BCDF-GHJK");
      await press(page, "Continue");
      await problemOn(page).getByText("Too many wrong codes were tried.").waitFor();
    });
    await alone.end();
  });
});
