import { listMailbox } from "@watchword/emails/mailbox";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasBrowser, inFreshBrowser } from "./browser.ts";
import { freePort } from "./processes.ts";
import { anybody, beginVisitAlone, codeField, type Visit } from "./visitor.ts";
import { APPS, policyWith, shop } from "./two-products.ts";

describe.runIf(hasBrowser)("two products on two hosts", () => {
  let visit: Visit;
  let [acmeUrl, shopUrl]: [string, string] = ["", ""];
  beforeAll(async () => {
    const port = await freePort();
    [acmeUrl, shopUrl] = [`http://localhost:${port}`, `http://shop.localhost:${port}`];
    visit = await beginVisitAlone({
      PORT: String(port),
      PUBLIC_URL: acmeUrl,
      BRAND: '{"name":"Acme"}',
      WATCHWORD_APPS: JSON.stringify(APPS),
      WATCHWORD_POLICY: policyWith(shop(`shop.localhost:${port}`)),
    });
  });
  afterAll(() => visit.end());

  async function ask(page: Page, origin: string, email: string): Promise<void> {
    await page.goto(`${origin}/sign-in`);
    await page.getByLabel("Email address").fill(email);
    await page.getByRole("button", { name: "Continue with email" }).click();
    await page.getByRole("heading", { name: "Check your email" }).waitFor();
  }

  async function accounts(email: string): Promise<string[]> {
    const rows = await visit.auth.db
      .selectFrom("users")
      .select("collection")
      .where("email", "=", email)
      .orderBy("collection")
      .execute();
    return rows.map(({ collection }) => collection);
  }

  it("each make an account for one address, with a mail and pages in their own name", async () => {
    const email = anybody();
    await inFreshBrowser(visit.browser, async (page) => {
      await ask(page, shopUrl, email);
      expect(await page.title()).toContain("Corner Shop");
      const mail = await visit.newestMail(email, "Corner Shop");
      expect(mail.link.startsWith(`${shopUrl}/sign-in/link/`)).toBe(true);
      const [sent] = await listMailbox(visit.deployment.mailboxDir, { to: email });
      expect(sent?.from).toContain("Corner Shop");
      await codeField(page).fill(mail.code);
      await page.waitForURL(`${shopUrl}/account`);
      expect(await accounts(email)).toEqual(["shop"]);

      await page.goto(`${acmeUrl}/account`);
      expect(new URL(page.url()).pathname).toBe("/sign-in");
      expect(await page.title()).toContain("Acme");
      await ask(page, acmeUrl, email);
      await codeField(page).fill((await visit.newestMail(email, "Acme")).code);
      await page.waitForURL(`${acmeUrl}/account`);
      expect(await accounts(email)).toEqual(["shop", "users"]);
      await page.goto(`${shopUrl}/account`);
      expect(await page.title()).toContain("Corner Shop");
    });
  });

  it("accept a session only at their own host, whoever calls with it", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      const email = anybody();
      await ask(page, shopUrl, email);
      await codeField(page).fill((await visit.newestMail(email, "Corner Shop")).code);
      await page.waitForURL(`${shopUrl}/account`);
      const cookies = await page.context().cookies(shopUrl);
      const cookie = cookies.find(({ name }) => name === "watchword");
      const statementAt = async (origin: string) => {
        await page.goto(`${origin}/sign-in`);
        return page.evaluate(async (secret) => {
          const answer = await fetch("/api/v1/session/statement", {
            method: "POST",
            credentials: "omit",
            headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
            body: '{"audience":"till"}',
          });
          return { status: answer.status, body: await answer.json() };
        }, cookie?.value);
      };
      const { body } = await statementAt(shopUrl);
      const [, said] = body.statement.split(".");
      expect(JSON.parse(String(Buffer.from(said, "base64url")))).toMatchObject({ iss: shopUrl });
      expect(await statementAt(acmeUrl)).toMatchObject({
        status: 401,
        body: { error: { reason: "UNAUTHENTICATED" } },
      });
    });
  });

  it("lead a link that is opened on the other's host to its own host", async () => {
    const email = anybody();
    await inFreshBrowser(visit.browser, async (page) => {
      await ask(page, shopUrl, email);
      const { link } = await visit.newestMail(email, "Corner Shop");
      await page.goto(link.replace(shopUrl, acmeUrl));
      expect(page.url()).toBe(`${shopUrl}/sign-in/link`);
      expect(await page.title()).toContain("Corner Shop");
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await page.waitForURL(`${shopUrl}/account`);
    });
  });

  it("reset only the password of their own account, by their own mail", async () => {
    const email = anybody();
    await visit.auth.createUser({ email, emailVerified: true });
    await inFreshBrowser(visit.browser, async (page) => {
      await page.goto(`${shopUrl}/password-reset`);
      await page.locator("#email").fill(email);
      await page.locator("#email").press("Enter");
      await page.waitForURL(`${shopUrl}/password-reset/sent`);
      await page.goto(`${acmeUrl}/password-reset`);
      await page.locator("#email").fill(email);
      await page.locator("#email").press("Enter");
      const { link } = await visit.newestMail(email);
      expect(link.startsWith(`${acmeUrl}/password-reset/`)).toBe(true);
      expect(await visit.countMails(email)).toBe(1);
    });
  });

  it("hand their sessions only to their own apps", async () => {
    const handoff = (app: string) =>
      `/handoff?app=${app}&challenge=${"a".repeat(43)}&state=${"s".repeat(22)}`;
    await inFreshBrowser(visit.browser, async (page) => {
      await page.goto(shopUrl + handoff("notes"));
      expect(new URL(page.url()).pathname).toBe("/handoff");
      await page.goto(shopUrl + handoff("till"));
      expect(new URL(page.url()).pathname).toBe("/sign-in");
      await page.goto(acmeUrl + handoff("notes"));
      expect(new URL(page.url()).pathname).toBe("/sign-in");
    });
  });

  it("sign nobody in to the other product, and show nobody signed in by its session", async () => {
    const email = anybody();
    await inFreshBrowser(visit.browser, async (page) => {
      // By the browser, which alone resolves these hosts.
      const call = async (url: string, path: string, data: object) => {
        await page.goto(`${url}/sign-in`);
        const headers = { "content-type": "application/json" };
        const init = { method: "POST", headers, body: JSON.stringify(data) };
        return page.evaluate(async ([at, given]) => (await fetch(at, given)).json(), [
          `/api/trpc/${path}`,
          init,
        ] as const);
      };
      const asked = await call(acmeUrl, "emailOtp.request", { email, collection: "shop" });
      const { otpId } = asked.result.data;
      const { code } = await visit.newestMail(email);
      const refused = await call(acmeUrl, "emailOtp.signIn", { otpId, code });
      expect(refused.error.data.reason).toBe("INVALID_TOKEN");
      const { result } = await call(shopUrl, "emailOtp.signIn", { otpId, code });
      expect(result.data.user).toMatchObject({ email, collection: "shop" });
      const cookies = await page.context().cookies(shopUrl);
      const taken = cookies.map(({ name, value }) => ({ name, value, url: acmeUrl }));
      await page.context().addCookies(taken);
      expect((await page.context().cookies(acmeUrl)).length).toBeGreaterThan(0);
      await page.goto(`${acmeUrl}/account`);
      expect(new URL(page.url()).pathname).toBe("/sign-in");
      await page.goto(`${shopUrl}/account`);
      expect(new URL(page.url()).pathname).toBe("/account");
    });
  });

  it("accept only forms of their own pages", async () => {
    const body = new FormData();
    body.set("email", anybody());
    const answer = await fetch(`${acmeUrl}/sign-in`, {
      method: "POST",
      headers: { origin: shopUrl },
      body,
    });
    expect(answer.status).toBe(403);
  });
});
