import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBarriersInLooks, hasBrowser, inFreshBrowser } from "./browser.ts";
import { anybody, beginVisit, problemOn, type Visit, wrongCode } from "./visitor.ts";

let visit: Visit;

const LIGHT = [
  ["light", 320],
  ["light", 1280],
] as const;

const NAMES = new Set(["Watchword", "Chrome", "Linux", "QR", "UTC", "tRPC"]);

/** Words in Latin letters that a page says or reads out, but for names and what is marked to be Latin. */
function latinWordsOn(page: Page): Promise<string[]> {
  return page.evaluate(
    (names) => {
      const marked = "[dir=ltr], [lang]:not(html), script, style";
      const attributes = ["aria-label", "title", "placeholder", "alt"];
      const said = Array.from(document.body.querySelectorAll("*"))
        .filter((element) => !element.closest(marked))
        .flatMap((element) => [
          ...Array.from(element.childNodes).filter(({ nodeType }) => nodeType === Node.TEXT_NODE),
          ...attributes.flatMap((name) => element.getAttributeNode(name) ?? []),
        ]);
      const words = [...said.map(({ nodeValue }) => nodeValue ?? ""), document.title];
      return words
        .flatMap((text) => text.match(/[a-z]{2,}/gi) ?? [])
        .filter((word) => !names.includes(word));
    },
    [...NAMES],
  );
}

const language = (page: Page) => page.locator("html").getAttribute("lang");
const heading = (page: Page, name: string) =>
  page.getByRole("heading", { name, exact: true }).waitFor();
async function choose(page: Page, name: string): Promise<void> {
  const menu = page.getByRole("contentinfo");
  if ((await menu.locator("details[open]").count()) === 0) await menu.locator("summary").click();
  await menu.getByRole("button", { name }).click();
}

describe.runIf(hasBrowser)("languages", () => {
  beforeAll(async () => {
    visit = await beginVisit();
  });
  afterAll(() => visit.end());

  it("are the browser's, down to the mail and the words of a refusal", async () => {
    await inFreshBrowser(
      visit.browser,
      async (page) => {
        const email = anybody();
        await page.goto(`${visit.web.url}/sign-in`);
        expect(await language(page)).toBe("de");
        await heading(page, "Anmelden");
        await page.getByLabel("E‑Mail-Adresse").fill("ada");
        await page.getByRole("button", { name: "Mit E‑Mail fortfahren" }).click();
        await page.getByText("Geben Sie eine E‑Mail-Adresse wie").waitFor();
        await page.getByLabel("E‑Mail-Adresse").fill(email);
        await page.getByRole("button", { name: "Mit E‑Mail fortfahren" }).click();
        await heading(page, "Schauen Sie in Ihr Postfach");
        const { code } = await visit.newestMail(email, "Anmeldecode");
        await page.getByLabel("6-stelliger Code").fill(wrongCode(code));
        await page.getByText("Dieser Code stimmt nicht.").waitFor();
        await page.getByText(/in \d+ Sek/).waitFor();
        await page.getByLabel("6-stelliger Code").fill(code);
        await visit.arrived(page);
        await heading(page, "Ihr Konto");
        await page.getByText("– dieser Browser").waitFor();
        await page.waitForFunction(() => document.title === "Konto · Watchword");
      },
      { locale: "de-CH" },
    );
  });

  it("apply to the page that is shown without a network", async () => {
    await inFreshBrowser(
      visit.browser,
      async (page) => {
        await page.goto(`${visit.web.url}/sign-in`);
        await page.locator("#email").fill(anybody());
        await page.context().setOffline(true);
        await page.getByRole("button", { name: "Continuar com e-mail" }).click();
        await heading(page, "Parece que você está sem conexão");
        await page.getByText("Seus códigos e links continuam valendo.").waitFor();
        await page.context().setOffline(false);
        await page.getByRole("button", { name: "Tentar novamente" }).click();
        await heading(page, "Entrar");
      },
      { locale: "pt-PT" },
    );
  });

  it("change by the menu, on the page that one is on, with what was typed there", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      await page.goto(`${visit.web.url}/sign-in/password?next=/dev/mailbox`);
      const email = page.locator("#email");
      await email.fill("ada@example.com");
      await choose(page, "日本語");
      await heading(page, "ログイン");
      expect(await language(page)).toBe("ja");
      expect(await email.inputValue()).toBe("ada@example.com");
      expect(page.url()).toBe(`${visit.web.url}/sign-in/password?next=/dev/mailbox`);
      await page.reload();
      await heading(page, "ログイン");
      await choose(page, "العربية");
      await heading(page, "تسجيل الدخول");
      expect(await page.locator("html").getAttribute("dir")).toBe("rtl");
      await choose(page, "English");
      await heading(page, "Sign in");
      expect(await page.locator("html").getAttribute("dir")).toBe("ltr");
    });
  });

  it("change by the menu without scripts, on a page that isn't there too", async () => {
    await inFreshBrowser(
      visit.browser,
      async (page) => {
        for (const [path, german] of [
          ["/sign-in/password?next=/dev/mailbox", "Anmelden"],
          ["/nowhere", "Seite nicht gefunden"],
        ] as const) {
          await page.context().clearCookies();
          await page.goto(visit.web.url + path);
          await choose(page, "Deutsch");
          await heading(page, german);
          expect(page.url()).toBe(visit.web.url + path);
          await page.goto(visit.web.url + path);
          await heading(page, german);
        }
      },
      { javaScriptEnabled: false },
    );
  });

  it("are remembered with the account", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      const email = await visit.signIn(page);
      await choose(page, "Français");
      await heading(page, "Votre compte");
      const account = visit.auth.db.selectFrom("users").select("locale").where("email", "=", email);
      expect(await account.executeTakeFirst()).toEqual({ locale: "fr" });
    });
  });

  it("leave nothing in English, and no barrier, if everything is written from right to left", async () => {
    await inFreshBrowser(
      visit.browser,
      async (page) => {
        const check = async (paths: string[]) => {
          for (const path of paths) {
            await page.goto(visit.web.url + path);
            await checkHere(path);
          }
        };
        const checkHere = async (path: string) => {
          expect(await findBarriersInLooks(page, LIGHT), path).toEqual([]);
          expect(await page.locator("html").getAttribute("dir"), path).toBe("rtl");
          expect(await latinWordsOn(page), path).toEqual([]);
        };
        await check(["/", "/sign-in", "/sign-in/code", "/sign-in/link/x", "/sign-in/password"]);
        await check(["/sign-up", "/sign-up/code", "/sign-up/link/x", "/nowhere", "/sign-out"]);
        await check(["/password-reset", "/password-reset/sent", "/password-reset/done"]);
        await check(["/password-reset/x", "/email-change/undo/x", "/email-change/undone"]);
        await check(["/account/deleted", "/handoff", "/device"]);

        const email = anybody();
        await page.goto(`${visit.web.url}/sign-in`);
        await page.locator("#email").fill(email);
        await page.keyboard.press("Enter");
        const code = page.locator("#code");
        await code.fill("123");
        await page.keyboard.press("Enter");
        await problemOn(page).waitFor();
        await checkHere("the code step");
        expect(await code.evaluate((field) => getComputedStyle(field).direction)).toBe("ltr");
        await code.fill((await visit.newestMail(email)).code);
        await visit.arrived(page);
        await checkHere("the account");

        await check(["/account/email", "/account/email/code", "/account/password"]);
        await check(["/account/delete", "/account/device", "/verify-email"]);
        await check(["/verify-email/link/x", "/email-change/link/x", "/sign-in?again"]);
      },
      { locale: "ar" },
    );
  });
});
