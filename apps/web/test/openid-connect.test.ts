import * as client from "openid-client";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasBrowser, inFreshBrowser } from "./browser.ts";
import { beginVisitWithOpenIdApp, type OpenIdApp } from "./openid-app.ts";
import { anybody, beginVisitAlone, codeField } from "./visitor.ts";

let visit: Awaited<ReturnType<typeof beginVisitAlone>>;
let app: OpenIdApp;

beforeAll(async () => {
  if (hasBrowser) ({ visit, app } = await beginVisitWithOpenIdApp());
});
afterAll(async () => {
  await app?.close();
  await visit?.end();
});

const agree = (page: Page) => page.getByRole("button", { name: "Continue", exact: true }).click();
const isSignedIn = (page: Page, email: string) => page.getByText(`Signed in as ${email}`).waitFor();

describe.runIf(hasBrowser)("an app that knows OpenID Connect and nothing of Watchword", () => {
  it("signs in somebody who wasn't, at the address that it names", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      const email = anybody();
      const ways: string[] = [];
      page.on("request", (request) => ways.push(request.url()));
      await page.goto(`${app.url}/sign-in?login_hint=${email}`);
      expect(await page.getByLabel("Email address").inputValue()).toBe(email);
      const visited = ways.filter((url) => url.startsWith(`${visit.web.url}/sign-in`));
      expect(visited).not.toEqual([]);
      for (const url of visited) expect(decodeURIComponent(url)).not.toContain(email);
      await page.getByRole("button", { name: "Continue with email" }).click();
      await codeField(page).fill((await visit.newestMail(email, "sign-in code")).code);
      await page.getByRole("heading", { name: "Continue to Wiki?" }).waitFor();
      await agree(page);
      await isSignedIn(page, email);
      await page.goto(`${visit.web.url}/account`);
      await page.getByRole("button", { name: /Sign out of Wiki/ }).waitFor();
    });
  });

  it.each([true, false])("gets the answer posted, with scripts: %s", async (javaScriptEnabled) => {
    await inFreshBrowser(
      visit.browser,
      async (page) => {
        const asked = await visit.ask(page, { next: "?next=/account" });
        await codeField(page).fill(asked.code);
        if (!javaScriptEnabled)
          await page.getByRole("button", { name: "Sign in", exact: true }).click();
        await visit.arrived(page);
        await page.goto(`${app.url}/sign-in?response_mode=form_post`);
        await agree(page);
        if (!javaScriptEnabled) await page.getByRole("button", { name: app.url }).click();
        await isSignedIn(page, asked.email);
        expect(page.url()).toBe(`${app.url}/callback`);
      },
      { javaScriptEnabled },
    );
  });

  it("makes people sign in again if it asks for that, and learns since when they are signed in", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      const email = await visit.signIn(page);
      await page.goto(`${app.url}/sign-in?prompt=login`);
      await page.getByRole("heading", { name: "Sign in again" }).waitFor();
      const mail = visit.newestMail(email, "sign-in code", 1);
      await page.getByRole("button", { name: "Continue with email" }).click();
      await codeField(page).fill((await mail).code);
      await agree(page);
      await isSignedIn(page, email);
    });
  });

  it("learns if people say no, and of its own mistakes", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      await visit.signIn(page);
      await page.goto(`${app.url}/sign-in`);
      await page.getByRole("button", { name: "Cancel" }).click();
      await page.getByText("access_denied").waitFor();
      await page.goto(`${app.url}/sign-in?prompt=none`);
      await page.getByText("consent_required").waitFor();
      await page.goto(`${app.url}/sign-in?redirect_uri=https://evil.example/`);
      await page.getByText("We’ve shared nothing.", { exact: false }).waitFor();
      expect(page.url()).toContain(visit.web.url);
    });
  });

  it("signs out of both, comes back with its state, and then its tokens are invalid", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      const email = await visit.signIn(page);
      await page.goto(`${app.url}/sign-in`);
      await agree(page);
      await isSignedIn(page, email);
      const { access_token, id_token = "" } = app.tokens ?? { access_token: "" };
      expect(
        await client.fetchUserInfo(app.config, access_token, client.skipSubjectCheck),
      ).toMatchObject({ email });
      const asked = { post_logout_redirect_uri: `${app.url}/bye`, id_token_hint: id_token };
      await page.goto(client.buildEndSessionUrl(app.config, { ...asked, state: "a state" }).href);
      await page.getByRole("button", { name: "Sign out" }).click();
      await page.getByText("The app's page /bye, state a state").waitFor();
      expect(await client.tokenIntrospection(app.config, access_token)).toEqual({ active: false });
      await page.goto(`${visit.web.url}/account`);
      await page.getByRole("heading", { name: "Sign in" }).waitFor();
    });
  });
});
