import { passTime } from "@watchword/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBarriers, hasBrowser, inFreshBrowser } from "./browser.ts";
import { until } from "./processes.ts";
import { anybody, beginVisit, codeField, problemOn, type Visit, wrongCode } from "./visitor.ts";

let visit: Visit;

describe.runIf(hasBrowser)("signing in with a browser", () => {
  beforeAll(async () => {
    visit = await beginVisit();
  });
  afterAll(() => visit.end());

  it("survives a reload and the back button, and mails nothing by it", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      const { email, code } = await visit.ask(page);
      await page.reload();
      await page.goto(`${visit.web.url}/`);
      await page.goBack();
      await page.getByText(email).first().waitFor();
      expect(await visit.countMails(email)).toBe(1);
      await codeField(page).fill(code);
      await visit.arrived(page);
      await page.goBack();
      await page
        .getByText(/signed in|Your account/i)
        .first()
        .waitFor();
    });
  });

  it("counts down to a resend, which mails the same code, and says so", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      const { email, code } = await visit.ask(page);
      await page.getByText(/in \d+ s/).waitFor();
      await passTime(visit.auth.db, 31);
      await page.reload();
      await page.getByRole("button", { name: "Send again" }).click();
      await page.getByText("Sent again. It’s the same code.").waitFor();
      await until(async () => (await visit.countMails(email)) === 2);
      expect((await visit.newestMail(email)).code).toBe(code);
      await page.getByText(/in \d+ s/).waitFor();
      await codeField(page).fill(code);
      await visit.arrived(page);
    });
  });

  it("offers a new code when the old one has expired", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      const { email } = await visit.ask(page);
      await passTime(visit.auth.db, 601);
      await page.reload();
      await page.getByRole("heading", { name: "This code has expired" }).waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await page.getByRole("button").first().click();
      await page.getByRole("heading", { name: "Check your email" }).waitFor();
      await until(async () => (await visit.countMails(email)) === 2);
      await codeField(page).fill((await visit.newestMail(email)).code);
      await visit.arrived(page);
    });
  });

  it("notices that the link was pressed in another tab, and in another browser", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      const { link } = await visit.ask(page);
      const tab = await page.context().newPage();
      await tab.goto(link);
      await tab.getByRole("button", { name: "Sign in" }).click();
      await visit.arrived(tab);
      await page.bringToFront();
      await visit.arrived(page);
    });
    await inFreshBrowser(visit.browser, async (page) => {
      const { email, link } = await visit.ask(page);
      await inFreshBrowser(visit.browser, async (phone) => {
        await phone.goto(link);
        await phone.getByLabel("Email address").fill(email);
        await phone.getByRole("button", { name: "Sign in" }).click();
        await visit.arrived(phone);
      });
      await page.getByRole("heading", { name: "This code has already been used" }).waitFor();
      expect(await findBarriers(page)).toEqual([]);
    });
  });

  it("spends a code on the sign-in that its tab is about, whatever other tabs began since", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      const first = await visit.ask(page);
      const other = await page.context().newPage();
      const second = await visit.ask(other);
      await codeField(page).fill(first.code);
      await visit.arrived(page);
      await page.getByText(first.email).first().waitFor();
      await codeField(other).fill(second.code);
      await visit.arrived(other);
      await other.getByText(second.email).first().waitFor();
    });
  });

  it("goes where it was asked to, and nowhere else", async () => {
    for (const [next, path] of [
      ["/dev/mailbox", "/dev/mailbox"],
      ["//evil.example", "/account"],
      ["https://evil.example", "/account"],
      ["/\\evil.example", "/account"],
    ]) {
      await inFreshBrowser(visit.browser, async (page) => {
        const { code } = await visit.ask(page, { next: `?next=${encodeURIComponent(next ?? "")}` });
        await codeField(page).fill(code);
        await visit.arrived(page, path);
      });
    }
  });

  it("works without scripts: wrong code, right code, link", async () => {
    const noScripts = { javaScriptEnabled: false };
    await inFreshBrowser(
      visit.browser,
      async (page) => {
        const { code } = await visit.ask(page);
        await codeField(page).fill(wrongCode(code));
        await page.getByRole("button", { name: "Sign in", exact: true }).click();
        await problemOn(page).waitFor();
        await codeField(page).fill(code);
        await page.getByRole("button", { name: "Sign in", exact: true }).click();
        await visit.arrived(page);
      },
      noScripts,
    );
    await inFreshBrowser(
      visit.browser,
      async (page) => {
        const { link } = await visit.ask(page);
        await page.goto(link);
        await page.getByRole("button", { name: "Sign in" }).click();
        await visit.arrived(page);
      },
      noScripts,
    );
  });

  it("works by keyboard alone", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      await page.goto(`${visit.web.url}/sign-in`);
      const email = anybody();
      await page.keyboard.type(email);
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "Check your email" }).waitFor();
      await page.keyboard.type((await visit.newestMail(email)).code);
      await visit.arrived(page);
      for (let press = 0; press < 20; press++) {
        await page.keyboard.press("Tab");
        if ((await page.evaluate(() => document.activeElement?.textContent)) === "Sign out") break;
      }
      await page.keyboard.press("Enter");
      await visit.arrived(page, "/sign-in");
    });
  });

  it.each([
    ["light", 1280],
    ["light", 320],
    ["dark", 1280],
    ["dark", 320],
  ] as const)(
    "is free of barriers and of sideways scrolling, %s at %i px",
    async (colorScheme, width) => {
      const look = { colorScheme, viewport: { width, height: 900 } };
      await inFreshBrowser(
        visit.browser,
        async (page) => {
          const check = async () => {
            expect(await findBarriers(page), page.url()).toEqual([]);
            const overflow = await page.evaluate(
              () => document.documentElement.scrollWidth - innerWidth,
            );
            expect(overflow, page.url()).toBeLessThanOrEqual(0);
          };
          for (const path of [
            "/",
            "/sign-in",
            "/sign-in/code",
            "/sign-in/link/x",
            "/dev/mailbox",
            "/nowhere",
          ]) {
            await page.goto(visit.web.url + path);
            await check();
          }
          const email = `a.very.long.address.that.goes.on.and.on.${anybody()}`;
          const { code, link } = await visit.ask(page, { email });
          await check();
          await page.goto(link);
          await check();
          await page.goto(`${visit.web.url}/sign-in/code`);
          await codeField(page).fill(code);
          await visit.arrived(page);
          await check();
        },
        look,
      );
    },
  );

  it("runs under its content security policy without a violation", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      const complaints: string[] = [];
      page.on(
        "console",
        (message) => void (message.type() === "error" && complaints.push(message.text())),
      );
      page.on("pageerror", (error) => void complaints.push(String(error)));
      page.on(
        "request",
        (request) =>
          void (!request.url().startsWith(visit.web.url) && complaints.push(request.url())),
      );
      const { code } = await visit.ask(page);
      await codeField(page).fill(code);
      await visit.arrived(page);
      expect(complaints).toEqual([]);
    });
  });
});
