import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasBrowser, inFreshBrowser } from "./browser.ts";
import { heading, newPassword, press } from "./page-actions.ts";
import { anybody, beginVisitAlone, GOOD_PASSWORD } from "./visitor.ts";

const TV = {
  id: "tv",
  name: "TV",
  redirectUris: ["https://tv.example/"],
  deviceAuthorization: true,
};
const CODE = "Code from the other device";

let visit: Awaited<ReturnType<typeof beginVisitAlone>>;
beforeAll(async () => {
  if (hasBrowser) visit = await beginVisitAlone({ WATCHWORD_APPS: JSON.stringify([TV]) });
});
afterAll(() => visit?.end());

/** Requests a mail whose link leads to `next`. Anybody can do that for any address. */
async function askAsStranger(procedure: string, email: string, next: string): Promise<void> {
  const answer = await fetch(`${visit.web.url}/api/trpc/${procedure}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, next }),
  });
  expect(answer.status).toBe(200);
}

/** The code and its page, for a device without a browser that asks. */
async function startDevice(): Promise<{ userCode: string; complete: string }> {
  const body = new URLSearchParams({ client_id: "tv", scope: "openid email" });
  const url = `${visit.web.url}/oidc/device_authorization`;
  const answer = await (await fetch(url, { method: "POST", body })).json();
  return { userCode: answer.user_code, complete: answer.verification_uri_complete };
}

async function showsEmptyCode(page: Page): Promise<void> {
  await visit.arrived(page, "/device");
  expect(await page.getByLabel(CODE).inputValue()).toBe("");
}

describe.runIf(hasBrowser)(
  "a mail that a stranger requested, so that a device of theirs gets approved,",
  () => {
    it.each([
      "/device?user_code=BCDF-GHJK-LMN",
      "/%64evice?user_code=BCDF-GHJK-LMN",
      "/device/?user_code=BCDF-GHJK-LMN",
      "/device/BCDFGHJKLMNPQRSTVWXZBCDFGHJKLMNPQRSTVWXZBCD",
      "/device#BCDF-GHJK-LMN",
    ])("has a link that leads from the sign-in to an empty field: %s", async (next) => {
      await inFreshBrowser(visit.browser, async (page) => {
        const email = anybody();
        await askAsStranger("emailOtp.request", email, next);
        await page.goto((await visit.newestMail(email)).link);
        await page.getByLabel("Email address").fill(email);
        await press(page, "Sign in");
        await showsEmptyCode(page);
      });
    });

    it.each(["/sign-up", "/%73ign-up", "/password-reset", "/sign-in/password"])(
      "has no link that leads there by way of %s",
      async (page) => {
        const next = `${page}?next=${encodeURIComponent("/device?user_code=BCDF-GHJK-LMN")}`;
        await inFreshBrowser(visit.browser, async (phone) => {
          const email = anybody();
          await askAsStranger("emailOtp.request", email, next);
          await phone.goto((await visit.newestMail(email)).link);
          await phone.getByLabel("Email address").fill(email);
          await press(phone, "Sign in");
          await visit.arrived(phone);
        });
      },
    );

    it("has a link that leads there from the sign-up", async () => {
      await inFreshBrowser(visit.browser, async (page) => {
        const email = anybody();
        const { complete, userCode } = await startDevice();
        await askAsStranger("password.signUp", email, `/device?user_code=${userCode}`);
        expect(complete).toContain(`/device?user_code=${userCode}`);
        await page.goto((await visit.newestMail(email)).link);
        await newPassword(page).fill(GOOD_PASSWORD);
        await press(page, "Sign up");
        await showsEmptyCode(page);
      });
    });

    it("has a link that leads there from the reset", async () => {
      await inFreshBrowser(visit.browser, async (page) => {
        const { email } = await visit.createAccount();
        await askAsStranger("passwordReset.request", email, "/device?user_code=BCDF-GHJK-LMN");
        await page.goto((await visit.newestMail(email)).link);
        await newPassword(page).fill(`${GOOD_PASSWORD} and more`);
        await press(page, "Set password");
        await showsEmptyCode(page);
      });
    });
  },
);

describe.runIf(hasBrowser)("somebody who has to sign in before approving a device", () => {
  it("comes back to the device by the mail's link, in the browser that has the code", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      const { userCode, complete } = await startDevice();
      const email = anybody();
      await page.goto(complete);
      expect(await page.getByLabel(CODE).inputValue()).toBe(userCode);
      await press(page, "Continue");
      await page.getByLabel("Email address").fill(email);
      await press(page, "Continue with email");
      const { link } = await visit.newestMail(email);
      await inFreshBrowser(visit.browser, async (other) => {
        await other.goto(link);
        await other.getByLabel("Email address").waitFor();
      });
      await page.goto(link);
      await press(page, "Sign in");
      await heading(page, "Sign in to TV on your device?");
      await page.getByText(userCode).waitFor();
    });
  });
});
