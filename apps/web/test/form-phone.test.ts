import { NOBODY } from "@watchword/auth/client";
import { invite } from "@watchword/auth/invitation";
import { requestSignUp } from "@watchword/auth/password";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasBrowser, inFreshBrowser } from "./browser.ts";
import { heading, newPassword, press, problemAt, requestAt } from "./page-actions.ts";
import { expectInView, PHONES, WIDER } from "./phones.ts";
import { anybody, beginVisit, codeField, problemOn, type Visit } from "./visitor.ts";

const isFocused = (field: Locator) =>
  field.evaluate((element) => document.activeElement === element);

describe.runIf(hasBrowser)("a short form on a phone", () => {
  let form: Visit;
  beforeAll(async () => {
    form = await beginVisit();
  });
  afterAll(() => form.end());

  it.each(PHONES)(
    "shows its field and button above the keyboard when it asks for a new address, at $width px",
    async (viewport) => {
      const story = async (page: Page) => {
        await form.signIn(page);
        await page.goto(`${form.web.url}/account/email`);
        const field = page.getByLabel("New email address");
        const button = page.getByRole("button", { name: "Send email" });
        await expectInView(page, { field, button });
        await field.fill("ada");
        await press(page, "Send email");
        await problemOn(page).waitFor();
        await expectInView(page, { field, problem: problemOn(page) });
        if (viewport.width >= 390) await expectInView(page, { button });
      };
      await inFreshBrowser(form.browser, story, { viewport });
    },
  );

  it("shows its fields and button above the keyboard when somebody signs up", async () => {
    await inFreshBrowser(
      form.browser,
      async (page) => {
        const at = { label: "Email address", email: anybody() };
        await requestAt(page, `${form.web.url}/sign-up`, at);
        await heading(page, "Check your email");
        const button = page.getByRole("button", { name: "Sign up", exact: true });
        await expectInView(page, { code: codeField(page), password: newPassword(page), button });
        expect(await page.getByText("At least 8 characters").isVisible()).toBe(true);
      },
      { viewport: WIDER },
    );
  });

  it.each(PHONES)(
    "shows its field, what is wrong and its button above the keyboard when a link asks for its address, at $width px",
    async (viewport) => {
      const invited = anybody();
      const to = { collection: "users", locale: null };
      await invite(form.auth, { ...to, email: invited, mailed: true });
      const { email } = await form.createAccount();
      await requestSignUp(form.auth, { ...to, email, client: NOBODY });
      for (const [of, name] of [
        [invited, "Accept and sign in"],
        [email, "Sign in"],
      ] as const) {
        const story = async (page: Page) => {
          await page.goto((await form.newestMail(of)).link);
          const field = page.getByLabel("Email address");
          const button = page.getByRole("button", { name, exact: true });
          await page.getByText(of).first().waitFor();
          await expectInView(page, { field, button });
          expect(await isFocused(field)).toBe(true);
          await press(page, name);
          await problemOn(page).waitFor();
          expect(await problemAt(field)).toBe("Enter your email address.");
          expect(await isFocused(field)).toBe(true);
          await expectInView(page, { field, problem: problemOn(page), button });
          await field.fill(anybody());
          await press(page, name);
          await problemOn(page).getByText("isn’t the address").waitFor();
          expect(await isFocused(field)).toBe(true);
        };
        await inFreshBrowser(form.browser, story, { viewport });
      }
    },
  );

  it.each(PHONES)(
    "shows its field and button above the keyboard when a link asks for a password, at $width px",
    async (viewport) => {
      const { email } = await form.createAccount();
      for (const [path, of, name] of [
        ["/password-reset", email, "Set password"],
        ["/sign-up", anybody(), "Sign up"],
      ] as const) {
        const story = async (page: Page) => {
          const url = form.web.url + path;
          await requestAt(page, url, { label: "Email address", email: of });
          await page.goto((await form.newestMail(of)).link);
          const button = page.getByRole("button", { name, exact: true });
          await expectInView(page, { field: newPassword(page), button });
        };
        await inFreshBrowser(form.browser, story, { viewport });
      }
    },
  );
});
