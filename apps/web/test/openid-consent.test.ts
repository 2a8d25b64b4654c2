import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasBrowser, inFreshBrowser } from "./browser.ts";
import { beginVisitWithOpenIdApp, type OpenIdApp } from "./openid-app.ts";
import { until } from "./processes.ts";
import { beginVisitAlone } from "./visitor.ts";

let visit: Awaited<ReturnType<typeof beginVisitAlone>>;
let app: OpenIdApp;

beforeAll(async () => {
  if (!hasBrowser) return;
  const registered = (url: string) => ({ backchannelLogoutUri: `${url}/logout` });
  ({ visit, app } = await beginVisitWithOpenIdApp(registered));
});
afterAll(async () => {
  await app?.close();
  await visit?.end();
});

const agree = (page: Page) => page.getByRole("button", { name: "Continue", exact: true }).click();
const isSignedIn = (page: Page, email: string) => page.getByText(`Signed in as ${email}`).waitFor();
const heading = (page: Page, name: string) => page.getByRole("heading", { name }).waitFor();

describe.runIf(hasBrowser)("somebody who continued to an app", () => {
  it("isn't asked again, unless the app wants that, until they disconnect it", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      const email = await visit.signIn(page);
      await page.goto(`${app.url}/sign-in`);
      await page.getByText("we won’t ask again when Wiki sends you here").waitFor();
      await agree(page);
      await isSignedIn(page, email);
      for (const more of ["", "?prompt=none"]) {
        await page.goto(`${app.url}/sign-in${more}`);
        await isSignedIn(page, email);
      }
      await page.goto(`${app.url}/sign-in?prompt=consent`);
      await heading(page, "Continue to Wiki?");

      await page.goto(`${visit.web.url}/account`);
      await heading(page, "Connected apps");
      await page.getByRole("button", { name: "Disconnect Wiki" }).click();
      await page.getByText("The app is disconnected").waitFor();
      expect(await page.getByRole("heading", { name: "Connected apps" }).count()).toBe(0);
      expect(await page.getByRole("button", { name: /Sign out of Wiki/ }).count()).toBe(0);
      await page.goto(`${app.url}/sign-in?prompt=none`);
      await page.getByText("consent_required").waitFor();
      await page.goto(`${app.url}/sign-in`);
      await heading(page, "Continue to Wiki?");
    });
  });

  it("is signed out there within two seconds of signing out here", async () => {
    const signOutMs = () =>
      inFreshBrowser(visit.browser, async (page) => {
        const email = await visit.signIn(page);
        await page.goto(`${app.url}/sign-in`);
        await agree(page);
        await isSignedIn(page, email);
        const sid = app.tokens?.claims()?.["sid"];
        await page.goto(`${visit.web.url}/account`);
        const answered = page.waitForResponse((answer) => answer.request().method() === "POST");
        await page.getByRole("button", { name: "Sign out", exact: true }).last().click();
        await answered;
        return until(() => app.endedSessions.has(String(sid)));
      });
    // Any of them may have met a busy moment of the machine.
    const tookMs = [await signOutMs(), await signOutMs(), await signOutMs()];
    expect(Math.min(...tookMs)).toBeLessThan(2_000);
  });
});
