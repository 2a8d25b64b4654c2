import { listMailbox } from "@watchword/emails/mailbox";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ACME, expectAcme } from "./acme.ts";
import { hasBrowser, inFreshBrowser } from "./browser.ts";
import { inBrowserOf } from "./operator.ts";
import { until } from "./processes.ts";
import { anybody, beginVisitAlone, codeField, type Visit, wrongCode } from "./visitor.ts";

const OPERATOR = "operator@example.com";
const APP = { id: "notes", name: "Notes", origin: "http://127.0.0.1:1", callback: "/callback" };
const HANDOFF = `/handoff?app=notes&challenge=${"a".repeat(43)}&state=${"s".repeat(22)}`;

const FOR_STRANGERS = [
  "/",
  "/sign-in",
  "/sign-in/password",
  "/sign-in/code",
  "/sign-in/link/no-token",
  "/sign-up",
  "/sign-up/code",
  "/password-reset",
  "/password-reset/sent",
  "/password-reset/no-token",
  "/password-reset/done",
  "/device/no-token",
  "/email-change/undo/no-token",
  "/invitation/link/no-token",
  "/account/deleted",
  "/handoff?app=nobody",
  HANDOFF,
  "/sign-out",
  "/nowhere",
];
const FOR_ACCOUNTS = [
  "/account",
  "/account/email",
  "/account/password",
  "/account/device",
  "/account/delete",
  "/verify-email",
  "/email-change/link/no-token",
  "/email-change/undone",
  HANDOFF,
  "/sign-in",
  "/sign-out",
];
const FOR_OPERATORS = ["/operator", "/operator/address", "/operator/events", "/operator/mails"];

let visit: Visit;

async function expectAcmeAt(page: Page, paths: string[]): Promise<void> {
  for (const place of paths) {
    await page.goto(visit.web.url + place);
    await expectAcme(page);
  }
}

/** Fills in the page's address and sends its form, by whatever words. */
async function ask(page: Page, place: string, email: string): Promise<void> {
  await page.goto(visit.web.url + place);
  await page.locator("#email").fill(email);
  await page.locator("#email").press("Enter");
  await page.waitForURL((url) => url.pathname !== place);
}

describe.runIf(hasBrowser)("a deployment with a brand", () => {
  beforeAll(async () => {
    visit = await beginVisitAlone({
      BRAND: ACME,
      OPERATOR_EMAILS: OPERATOR,
      WATCHWORD_APPS: JSON.stringify([APP]),
      WATCHWORD_POLICY: '{"perClient":null}',
    });
  });
  afterAll(() => visit.end());

  it("has it on every page for people who aren't signed in, including the code steps and their refusals", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      await expectAcmeAt(page, FOR_STRANGERS);
      const { code, link } = await visit.ask(page);
      await expectAcme(page);
      await codeField(page).fill(wrongCode(code));
      await page.locator("[role=alert] p").first().waitFor();
      await expectAcme(page);
      await page.goto(link);
      await expectAcme(page);
      await ask(page, "/password-reset", anybody());
      await expectAcme(page);
    });
  });

  it("has it on every page of an account, and of hand-offs to apps", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      const email = await visit.signIn(page);
      await expectAcmeAt(page, FOR_ACCOUNTS);
      await ask(page, "/account/email", anybody());
      await expectAcme(page);
      await page.goto(`${visit.web.url}/account/device`);
      await page.locator("main form button").first().click();
      await page.locator("svg[role=img]").waitFor();
      await expectAcme(page);
      await ask(page, "/password-reset", email);
      const reset = await visit.newestMail(email, "password");
      await page.goto(reset.link);
      await expectAcme(page);
      await page.goto(`${visit.web.url}/sign-out`);
      await page.locator("main form button").first().click();
      await page.waitForURL(({ pathname }) => pathname !== "/sign-out");
      await expectAcme(page);
    });
  });

  it("has it on the operators' pages", async () => {
    await inBrowserOf(visit, (page) => expectAcmeAt(page, FOR_OPERATORS), { email: OPERATOR });
  });

  it("has it in its icons, its manifest, and an error that only the browser meets", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      await page.goto(`${visit.web.url}/sign-in`);
      for (const [rel, type] of [
        ["icon", "image/svg+xml"],
        ["apple-touch-icon", "image/png"],
      ]) {
        const href = await page.locator(`link[rel="${rel}"]`).getAttribute("href");
        const answer = await fetch(visit.web.url + href);
        expect(answer.headers.get("content-type"), rel).toBe(type);
      }
      const icon = await (await fetch(`${visit.web.url}/favicon.ico`)).text();
      expect(icon).toContain("#5b3fd1");
      const manifest = await (await fetch(`${visit.web.url}/manifest.webmanifest`)).json();
      expect(manifest).toMatchObject({ name: "Acme", short_name: "Acme", theme_color: "#fffdf5" });
      expect(JSON.stringify(manifest)).not.toMatch(/watchword/i);

      await page.locator("#email").fill(anybody());
      await page.context().setOffline(true);
      await page.locator("#email").press("Enter");
      await page.getByRole("heading", { level: 1, name: /reached|offline/i }).waitFor();
      expect(await page.title()).toMatch(/ · Acme$/);
      await page.context().setOffline(false);
    });
  });

  it("leads from its first address to where people sign in, or to their account, and shows developers nothing", async () => {
    const open = (place: string) => fetch(visit.web.url + place, { redirect: "manual" });
    const first = await open("/");
    expect([first.status, first.headers.get("location")]).toEqual([307, "/sign-in"]);
    await inBrowserOf(visit, async (page) => {
      await page.goto(visit.web.url);
      await visit.arrived(page);
    });
    for (const place of ["/dev/brand", "/dev/brand/parts", "/dev/brand/mails/email-otp/code"])
      expect((await open(place)).status, place).toBe(404);
  });

  it("has it in every mail", async () => {
    const mails = () => listMailbox(visit.deployment.mailboxDir);
    await until(async () => (await mails()).length >= 4);
    for (const { subject, text, html, from } of await mails()) {
      expect(from).toMatch(/^Acme </);
      expect(subject).toContain("Acme");
      expect(`${subject}\n${text}\n${html}`).not.toMatch(/watchword/i);
      expect(html).toContain('alt="Acme"');
      expect(html).toContain("background-color:#fffdf5");
      expect(html).toMatch(/src="data:image\/png;base64,/);
      expect(text).toContain("help@acme.example");
    }
  });
});
