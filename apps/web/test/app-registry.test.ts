import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBarriers, hasBrowser, inFreshBrowser, resize } from "./browser.ts";
import { inBrowserOf } from "./operator.ts";
import { heading, press } from "./page-actions.ts";
import { until, type WebProcess } from "./processes.ts";
import { anybody, beginVisitAlone, codeField } from "./visitor.ts";

const ENVIRONMENT = {
  OPERATOR_EMAILS: "operator@example.com",
  WATCHWORD_APPS: JSON.stringify([
    { id: "fixed", name: "Fixed", redirectUris: ["https://fixed.example/callback"] },
    {
      id: "television",
      redirectUris: ["com.example.television:/callback"],
      deviceAuthorization: true,
    },
  ]),
};

const BEGINS_AT = "https://shop.example/sign-in";

/** The page that leads on to where the shop begins a sign-in of its own. */
const leadsOn = async (web: { url: string }) =>
  (await fetch(`${web.url}/handoff/start?app=shop`)).text();

let visit: Awaited<ReturnType<typeof beginVisitAlone>>;
beforeAll(async () => {
  if (hasBrowser) visit = await beginVisitAlone(ENVIRONMENT);
});
afterAll(() => visit?.end());

async function post(web: { url: string }, endpoint: string, form: Record<string, string>) {
  const body = new URLSearchParams(form);
  const answer = await fetch(`${web.url}/oidc/${endpoint}`, { method: "POST", body });
  return (await answer.json()) as Record<string, string>;
}

describe.runIf(hasBrowser)("an operator's apps", () => {
  let other: WebProcess;
  beforeAll(async () => {
    other = await visit.deployment.startWeb(ENVIRONMENT);
  });

  const said = (page: Page) => page.getByRole("status").filter({ hasText: /./ }).innerText();
  /** What the other process answers to who presents a key of the app's. */
  const introspect = (key: string) =>
    post(other, "introspect", { client_id: "shop", client_secret: key, token: "none" });
  const isKnown = async (key: string) => (await introspect(key))["error"] === undefined;

  it.each([true, false])(
    "are registered, changed and removed, with scripts: %s",
    async (scripts) => {
      await inBrowserOf(
        visit,
        async (page) => {
          await page.goto(`${visit.web.url}/operator/apps`);
          await page.getByText("WATCHWORD_APPS").first().waitFor();
          if (scripts) expect(await findBarriers(page)).toEqual([]);
          const form = page.locator("form", { hasText: "Register" });
          await form.getByLabel("Client id").fill("shop");
          await form.getByLabel("Redirect URIs").fill("http://shop.example/callback");
          await press(page, "Register");
          await page.getByText(/Needs https/).waitFor();
          await form.getByLabel("Client id").fill("shop");
          await form.getByLabel("Redirect URIs").fill("https://shop.example/callback");
          await press(page, "Register");
          await page.getByText(/wwa_/).waitFor();
          const [key = ""] = /wwa_[\w-]{43}/.exec(await said(page)) ?? [];
          const widthNeeded = () => page.evaluate(() => document.documentElement.scrollWidth);
          await resize(page, { width: 320, height: 640 });
          expect(await widthNeeded(), "a key wraps").toBeLessThanOrEqual(320);
          await until(() => isKnown(key));
          const device = { client_id: "shop", client_secret: key };
          expect((await post(other, "device_authorization", device))["error"]).toBe(
            "unauthorized_client",
          );

          await page.goto(`${visit.web.url}/operator/apps`);
          await page.getByText("Change Shop").click();
          await page.getByText("New key …").click();
          await press(page, "Yes, make a new key");
          await page.getByText(/wwa_.* works for another day/).waitFor();
          const [second = ""] = /wwa_[\w-]{43}/.exec(await said(page)) ?? [];
          await until(() => isKnown(second));
          expect(await isKnown(key)).toBe(true);

          await page.goto(`${visit.web.url}/operator/apps`);
          await page.getByText("Change Shop").click();
          await page.getByText("New key, and end the old one …").click();
          await press(page, "Yes, end the old key");
          await page.getByText(/wwa_/).waitFor();
          const [next = ""] = /wwa_[\w-]{43}/.exec(await said(page)) ?? [];
          await until(() => isKnown(next));
          expect([await isKnown(key), await isKnown(second)]).toEqual([false, false]);

          await page.goto(`${visit.web.url}/operator/apps`);
          await page.getByText("Change Shop").click();
          await page.getByLabel("Name that people see").first().fill("The shop");
          await page.getByLabel("URI where it starts a sign-in").first().fill(BEGINS_AT);
          await page.getByLabel("on devices without a browser").first().check();
          await press(page, "Save");
          await heading(page, "The shop");
          await until(async () => (await leadsOn(other)).includes(BEGINS_AT));
          await page.goto(`${visit.web.url}/operator/apps`);
          await page.getByText("Change The shop").click();
          const begins = page.getByLabel("URI where it starts a sign-in").first();
          expect(await begins.inputValue()).toBe(BEGINS_AT);
          expect(await page.getByLabel("on devices without a browser").first().isChecked()).toBe(
            true,
          );
          const asked = { client_id: "shop", client_secret: next };
          expect(await post(other, "device_authorization", asked)).toHaveProperty("user_code");
          if (scripts) expect(await findBarriers(page)).toEqual([]);
          await page.getByText("Remove …").click();
          await press(page, "Yes, remove it");
          await page.getByRole("heading", { name: "The shop" }).waitFor({ state: "detached" });
          await until(async () => !(await isKnown(next)));
        },
        { javaScriptEnabled: scripts },
      );
    },
  );
});

describe.runIf(hasBrowser)("an app on a device without a browser", () => {
  const DEVICE = { client_id: "television" };
  const begin = () => post(visit.web, "device_authorization", { ...DEVICE, scope: "openid email" });
  const poll = (asked: Record<string, string>) =>
    post(visit.web, "token", {
      ...DEVICE,
      grant_type: "urn:ietf:params:oauth:grant-type:device_code",
      device_code: asked["device_code"] ?? "",
    });
  const enter = async (page: Page, code: string) => {
    await page.getByLabel("Code from the other device").fill(code);
    await press(page, "Continue");
  };

  it.each([true, false])(
    "is approved by somebody who types its code, with scripts: %s",
    async (scripts) => {
      const asked = await begin();
      const code = asked["user_code"] ?? "";
      await inFreshBrowser(
        visit.browser,
        async (page) => {
          const email = anybody();
          await page.goto(asked["verification_uri"] ?? "");
          await enter(page, code.toLowerCase().replaceAll("-", " "));
          await heading(page, "Sign in");
          await page.getByLabel("Email address").fill(email);
          await press(page, "Continue with email");
          await codeField(page).fill((await visit.newestMail(email, "sign-in code")).code);
          if (!scripts) await press(page, "Sign in");
          await heading(page, "Sign in to Television on your device?");
          await page.getByText(code, { exact: true }).waitFor();
          if (scripts) expect(await findBarriers(page)).toEqual([]);
          await press(page, "Continue");
          await heading(page, "Your device is connected");
          if (scripts) expect(await findBarriers(page)).toEqual([]);
          expect(await poll(asked)).toMatchObject({ token_type: "Bearer", scope: "openid email" });
          await page.goto(`${visit.web.url}/account`);
          await page.getByRole("button", { name: /Sign out of Television/ }).waitFor();
          await page.goto(`${visit.web.url}/device/app`);
          await heading(page, "This code no longer works");
        },
        { javaScriptEnabled: scripts },
      );
    },
  );

  it("can be refused by somebody who opens its address and doesn't recognize it", async () => {
    const asked = await begin();
    await inFreshBrowser(visit.browser, async (page) => {
      await visit.signIn(page);
      await page.goto(asked["verification_uri_complete"] ?? "");
      const field = page.getByLabel("Code from the other device");
      expect(await field.inputValue()).toBe(asked["user_code"]);
      await press(page, "Continue");
      await heading(page, "Sign in to Television on your device?");
      await press(page, "Cancel");
      await heading(page, "Your device wasn’t connected");
      expect((await poll(asked))["error"]).toBe("access_denied");
    });
  });

  it("isn't found by a wrong code", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      await page.goto(`${visit.web.url}/device`);
      await enter(page, "BBB-BBB-BBB");
      await page.getByText("is wrong, has been used or has expired").waitFor();
    });
  });
});
