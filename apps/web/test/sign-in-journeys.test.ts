import { passTime } from "@watchword/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBarriers, hasBrowser, inFreshBrowser } from "./browser.ts";
import { until } from "./processes.ts";
import { beginVisit, codeField, type Visit } from "./visitor.ts";

let visit: Visit;

describe.runIf(hasBrowser)("signing in with a browser", () => {
  beforeAll(async () => {
    visit = await beginVisit();
  });
  afterAll(() => visit.end());

  it("survives a reload and the back button, which mail nothing", async () => {
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

  it("notices that the link was used in another tab, or in another browser", async () => {
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

  it("spends a code on its own tab's sign-in, whatever other tabs have started since", async () => {
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

  it("leads to the requested page, and nowhere else", async () => {
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
});
