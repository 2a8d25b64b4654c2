import { inspectLink } from "@watchword/auth/challenge";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBarriers, hasBrowser, inFreshBrowser } from "./browser.ts";
import { newPassword, press } from "./page-actions.ts";
import { anybody, beginVisit, codeField, GOOD_PASSWORD, problemOn, type Visit } from "./visitor.ts";

let visit: Visit;

/** Opens a link as a program does that looks for traps in other people's mail. */
async function scan(page: Page, link: string, typed: string | null): Promise<void> {
  await page.goto(link);
  const count = await page.getByRole("button").count();
  for (let button = 0; button < count; button++) {
    await page.goto(link);
    await page.getByRole("button").nth(button).waitFor();
    for (const field of await page.locator("input:visible").all())
      if (typed !== null) await field.fill(typed);
    const answered = page.waitForResponse((response) => response.request().method() === "POST");
    await page.getByRole("button").nth(button).click();
    await answered;
  }
}

describe.runIf(hasBrowser)(
  "a link that is opened in another browser than the one that asked",
  () => {
    beforeAll(async () => {
      visit = await beginVisit();
    });
    afterAll(() => visit.end());

    it.each([
      ["with scripts, and types nothing", null, {}],
      ["with scripts, and types what comes to its mind", "somebody@example.org", {}],
      ["without scripts", null, { javaScriptEnabled: false }],
    ])(
      "costs the owner nothing if a scanner presses all its buttons, %s",
      async (_, typed, how) => {
        await inFreshBrowser(visit.browser, async (page) => {
          const { email, code, link } = await visit.ask(page);
          await inFreshBrowser(
            visit.browser,
            async (scanner) => {
              await scan(scanner, link, typed);
              const { cookies } = await scanner.context().storageState();
              expect(cookies.filter(({ name }) => name.endsWith("watchword"))).toEqual([]);
            },
            how,
          );
          await codeField(page).fill(code);
          await visit.arrived(page);
          await page.getByText(email).first().waitFor();
        });
      },
    );

    it("signs in people there who type the address, and says before what is missing", async () => {
      await inFreshBrowser(visit.browser, async (page) => {
        const { email, link } = await visit.ask(page);
        await inFreshBrowser(visit.browser, async (phone) => {
          await phone.goto(link);
          await phone.getByText(email).first().waitFor();
          expect(await findBarriers(phone)).toEqual([]);
          const field = phone.getByLabel("Email address");
          await press(phone, "Sign in");
          await problemOn(phone).getByText("Enter your email address.").waitFor();
          await field.fill(anybody());
          await press(phone, "Sign in");
          await problemOn(phone).getByText("isn’t the address").waitFor();
          await field.fill(` ${email.toUpperCase()} `);
          await press(phone, "Sign in");
          await visit.arrived(phone);
        });
      });
    });

    it("asks for the address, whatever else its form contains", async () => {
      await inFreshBrowser(visit.browser, async (page) => {
        const { link } = await visit.ask(page);
        await inFreshBrowser(visit.browser, async (scanner) => {
          await scanner.goto(link);
          await scanner.locator("form:has([name=token])").evaluate((form) => {
            const field = document.createElement("input");
            form.append(Object.assign(field, { name: "new-password", value: "anything" }));
          });
          await press(scanner, "Sign in");
          await problemOn(scanner).getByText("Enter your email address.").waitFor();
        });
      });
    });

    it("asks for the address after the password if a sign-up's address got an account in the meantime", async () => {
      await inFreshBrowser(visit.browser, async (phone) => {
        const email = anybody();
        await phone.request.post(`${visit.web.url}/api/trpc/password.signUp`, { data: { email } });
        await phone.goto((await visit.newestMail(email)).link);
        await newPassword(phone).fill(GOOD_PASSWORD);
        await visit.auth.createUser({ email, emailVerified: true });
        await press(phone, "Sign up");
        await phone.getByLabel("Email address").fill(email);
        await press(phone, "Sign in");
        await visit.arrived(phone);
      });
    });

    it("asks nothing in a browser that signed in to the address before", async () => {
      await inFreshBrowser(visit.browser, async (phone) => {
        const email = await visit.signIn(phone);
        await phone.goto(`${visit.web.url}/sign-out`);
        await phone.getByRole("button", { name: "Sign out" }).click();
        await phone.waitForURL((url) => url.pathname !== "/sign-out");
        await phone.context().clearCookies({ name: /sign-in$/ });
        const { link } = await inFreshBrowser(visit.browser, (page) => visit.ask(page, { email }));
        await phone.goto(link);
        await press(phone, "Sign in");
        await visit.arrived(phone);
      });
    });

    it("doesn't let a scanner undo a change of address", async () => {
      await inFreshBrowser(visit.browser, async (page) => {
        const email = await visit.signIn(page);
        const other = anybody();
        await page.goto(`${visit.web.url}/account/email`);
        await page.getByLabel("New email address").fill(other);
        await press(page, "Send email");
        const { code } = await visit.newestMail(other);
        await codeField(page).fill(code);
        await visit.arrived(page);
        const { link } = await visit.newestMail(email, "was changed");
        await inFreshBrowser(visit.browser, async (scanner) => {
          await scan(scanner, link, null);
          const undo = await inspectLink(
            visit.auth,
            "email-change-undo",
            link.split("/").at(-1) ?? "",
          );
          expect(undo).toMatchObject({ state: "live", email });
        });
        await page.reload();
        await page.getByText(other).first().waitFor();
      });
    });
  },
);
