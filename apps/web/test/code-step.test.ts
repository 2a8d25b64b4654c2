import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBarriers, hasBrowser, inFreshBrowser } from "./browser.ts";
import { alive } from "./page-actions.ts";
import { beginVisit, codeField, problemOn, type Visit, wrongCode } from "./visitor.ts";

let visit: Visit;

describe.runIf(hasBrowser)("the code step", () => {
  beforeAll(async () => {
    visit = await beginVisit();
  });
  afterAll(() => visit.end());

  it("signs in by typing, without pressing anything else, and shows the mail's phrase", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      const { email, code, text } = await visit.ask(page);
      const shown =
        (await page
          .getByText(/^[a-z]+ [a-z]+$/)
          .first()
          .textContent()) ?? "nothing";
      expect(text).toContain(shown);
      await codeField(page).pressSequentially(code);
      await visit.arrived(page);
      await page.getByText(email).first().waitFor();
      await page.getByText("this browser").first().waitFor();
    });
  });

  it.each<[string, (page: Page, code: string) => Promise<void>]>([
    [
      "pasted with a space",
      async (page, code) => paste(page, `${code.slice(0, 3)} ${code.slice(3)}`),
    ],
    [
      "pasted in a sentence",
      async (page, code) => paste(page, `${code} is your Watchword sign-in code`),
    ],
    [
      "in full-width digits",
      (page, code) =>
        codeField(page).fill(
          code.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
        ),
    ],
    ["filled in at once by the browser", (page, code) => codeField(page).fill(code)],
  ])("accepts a code %s", async (_, enter) => {
    await inFreshBrowser(visit.browser, async (page) => {
      const { code } = await visit.ask(page);
      await enter(page, code);
      await visit.arrived(page);
    });
  });

  async function paste(page: Page, text: string): Promise<void> {
    await page
      .context()
      .grantPermissions(["clipboard-read", "clipboard-write"], { origin: visit.web.url });
    await page.evaluate((words) => navigator.clipboard.writeText(words), text);
    await codeField(page).focus();
    await page.keyboard.press("ControlOrMeta+V");
  }

  it("is one visible text field that autofill finds and that drops nothing", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      await visit.ask(page);
      expect(await page.locator("input:visible").count()).toBe(1);
      const attributes = await codeField(page).evaluate((input: HTMLInputElement) => ({
        type: input.type,
        inputMode: input.inputMode,
        autocomplete: input.autocomplete,
        maxLength: input.maxLength,
        height: input.getBoundingClientRect().height,
        focused: document.activeElement === input,
      }));
      expect(attributes).toMatchObject({
        type: "text",
        inputMode: "numeric",
        autocomplete: "one-time-code",
        maxLength: -1,
        focused: true,
      });
      expect(attributes.height).toBeGreaterThanOrEqual(44);
    });
  });

  it("sends one request, however often Enter is pressed", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      const { code } = await visit.ask(page);
      let posts = 0;
      const pressed = Promise.withResolvers<void>();
      await page.route("**/sign-in/code", async (route) => {
        if (route.request().method() === "POST") posts++;
        await pressed.promise;
        await route.continue();
      });
      await codeField(page).fill(code);
      for (let press = 0; press < 4; press++) await page.keyboard.press("Enter");
      expect(await codeField(page).getAttribute("readonly")).not.toBeNull();
      pressed.resolve();
      await visit.arrived(page);
      expect(posts).toBe(1);
    });
  });

  it("says in its own words what is wrong, with the focus in the field, until it is edited", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      const { code } = await visit.ask(page);
      await alive(codeField(page));
      const words: string[] = [];
      for (const typed of ["", "123", "1234567", "12a4", wrongCode(code)]) {
        await codeField(page).fill(typed);
        if (typed !== wrongCode(code)) await page.keyboard.press("Enter");
        await problemOn(page).waitFor();
        words.push((await problemOn(page).textContent()) ?? "");
        expect(await codeField(page).getAttribute("aria-invalid")).toBe("true");
        const described = (await codeField(page).getAttribute("aria-describedby")) ?? "";
        expect(described.split(" ")).toContain(
          await problemOn(page).evaluate((element) => element.id || element.parentElement?.id),
        );
        expect(await codeField(page).evaluate((input) => document.activeElement === input)).toBe(
          true,
        );
        expect(await findBarriers(page)).toEqual([]);
        await page.keyboard.type("1");
        await problemOn(page).waitFor({ state: "detached" });
      }
      expect(new Set(words).size).toBe(words.length);
    });
  });

  it("points to the link once the attempts are spent, and the link signs in", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      const { email, code, link } = await visit.ask(page);
      for (let guess = 1; guess <= 5; guess++) {
        await codeField(page).fill(String((Number(code) + guess) % 1e6).padStart(6, "0"));
        if (guess < 5) await problemOn(page).waitFor();
      }
      await page.getByRole("heading", { name: "Use the link in your email" }).waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await page.goto(link);
      expect(page.url()).not.toContain(link.split("/").at(-1));
      await page.getByText(email).first().waitFor();
      await page.getByRole("button", { name: "Sign in" }).click();
      await visit.arrived(page);
    });
  });
});
