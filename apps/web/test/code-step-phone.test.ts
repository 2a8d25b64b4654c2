import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBarriers, hasBrowser, inFreshBrowser } from "./browser.ts";
import { heading, requestAt } from "./page-actions.ts";
import { expectInView, PHONES } from "./phones.ts";
import { anybody, beginVisit, codeField, problemOn, type Visit, wrongCode } from "./visitor.ts";

let visit: Visit;

describe.runIf(hasBrowser)("the code step on a phone", () => {
  beforeAll(async () => {
    visit = await beginVisit();
  });
  afterAll(() => visit.end());

  it.each(PHONES)(
    "shows the address, the field, what is wrong and the button over the keyboard, at $width px",
    async (viewport) => {
      await inFreshBrowser(
        visit.browser,
        async (page) => {
          const { email, code } = await visit.ask(page);
          const step = {
            title: page.getByRole("heading", { name: "Check your email" }),
            address: page.getByText(`We sent a 6-digit code to ${email} · Change`),
            field: codeField(page),
            button: page.getByRole("button", { name: "Sign in", exact: true }),
          };
          await expectInView(page, step);
          await codeField(page).fill(wrongCode(code));
          await problemOn(page).waitFor();
          await expectInView(page, { ...step, problem: problemOn(page) });
          expect(await findBarriers(page)).toEqual([]);
        },
        { viewport },
      );
    },
  );

  it("says from the last two tries on how many are left, even without scripts", async () => {
    for (const javaScriptEnabled of [true, false]) {
      await inFreshBrowser(
        visit.browser,
        async (page) => {
          const { code } = await visit.ask(page);
          const words: string[] = [];
          for (let guess = 1; guess <= 4; guess++) {
            const answered = javaScriptEnabled
              ? page.waitForResponse((response) => response.request().method() === "POST")
              : page.waitForEvent("domcontentloaded");
            await codeField(page).fill(wrongCode(code, guess));
            if (!javaScriptEnabled)
              await page.getByRole("button", { name: "Sign in", exact: true }).click();
            await answered;
            await problemOn(page).waitFor();
            words.push((await problemOn(page).innerText()).trim());
          }
          expect(new Set(words.slice(0, 2)).size).toBe(1);
          expect(words[0]).not.toContain("left");
          expect(words[2]).toContain("2 tries left.");
          expect(words[3]).toContain("1 try left.");
        },
        { javaScriptEnabled },
      );
    }
  });

  it("leads to where the address's mail is read, in a tab of its own, and asks nothing there itself", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      const asked: string[] = [];
      page.on("request", (request) => asked.push(new URL(request.url()).origin));
      const email = anybody().replace("example.com", "gmail.com");
      await requestAt(page, `${visit.web.url}/sign-in`, { label: "Email address", email });
      await heading(page, "Check your email");
      const link = page.getByRole("link", { name: "Open Gmail" });
      expect(await link.getAttribute("href")).toBe("https://mail.google.com/");
      expect(await link.getAttribute("target")).toBe("_blank");
      expect(await link.getAttribute("rel")).toBe("noreferrer");
      expect(new Set(asked)).toEqual(new Set([visit.web.url]));
      await visit.ask(page);
      expect(await page.getByRole("link", { name: /^Open/ }).count()).toBe(0);
    });
  });

  it("shows developers' tools to developers only", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      await visit.ask(page);
      expect(await page.getByRole("link", { name: "open the mailbox" }).count()).toBe(0);
    });
  });

  it("tells the keyboard what Enter does in each field", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      const hints = () =>
        page
          .locator("input:visible")
          .evaluateAll((inputs: HTMLInputElement[]) => inputs.map((input) => input.enterKeyHint));
      await page.goto(`${visit.web.url}/sign-in`);
      expect(await hints()).toEqual(["go"]);
      await page.goto(`${visit.web.url}/sign-in/password`);
      expect(await hints()).toEqual(["next", "go"]);
      await visit.ask(page);
      expect(await hints()).toEqual(["go"]);
    });
  });

  it("names no description that doesn't exist", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      const email = anybody();
      await requestAt(page, `${visit.web.url}/sign-up`, { label: "Email address", email });
      await codeField(page).waitFor();
      await expectDescriptions(page);
      await visit.ask(page);
      await expectDescriptions(page);
    });
  });

  async function expectDescriptions(page: Page): Promise<void> {
    const missing = await page
      .locator("[aria-describedby]")
      .evaluateAll((elements) =>
        elements
          .flatMap((element) => element.getAttribute("aria-describedby")?.split(" ") ?? [])
          .filter((id) => document.getElementById(id) === null),
      );
    expect(missing).toEqual([]);
  }
});
