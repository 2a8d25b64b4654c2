import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Auth, createAuth } from "@watchword/auth";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseEnv } from "../src/environment/env.ts";
import { findBarriers, hasBrowser, inFreshBrowser } from "./browser.ts";
import { freePort } from "./processes.ts";
import { anybody, beginVisitAlone, type Visit } from "./visitor.ts";

const LEAD = "lead@shop.example";
const HOUR_SECONDS = 3_600;

let words: string;
beforeAll(async () => {
  words = await mkdtemp(path.join(tmpdir(), "watchword-words-"));
  await say("pages/en.json", { "sign-in": { lead: "Welcome to everything." } });
  await say("collections/shop/pages/en.json", { "sign-in": { lead: "Come in and look around." } });
  await say("collections/shop/mails/en.json", { "email-otp": { action: "Enter the shop" } });
});
afterAll(() => rm(words, { recursive: true }));

async function say(file: string, messages: object): Promise<void> {
  await mkdir(path.dirname(path.join(words, file)), { recursive: true });
  await writeFile(path.join(words, file), JSON.stringify(messages));
}

describe("the words of a collection", () => {
  it("are refused with each of their problems, and for an unknown collection", async () => {
    await say("collections/shop/mails/de.json", { "email-otp": { akshun: "x" } });
    expect(() => parseEnv({ MESSAGES_DIR: words })).toThrow(
      "MESSAGES_DIR: collections/shop/mails/de.json: email-otp.akshun: there is no such message",
    );
    await rm(path.join(words, "collections/shop/mails/de.json"));
    expect(() => parseEnv({ MESSAGES_DIR: words })).toThrow(
      "MESSAGES_DIR: collections/shop: WATCHWORD_POLICY has no such collection",
    );
  });

  it("replace the deployment's, which are used wherever there are none", () => {
    const { products } = parseEnv({
      MESSAGES_DIR: words,
      WATCHWORD_POLICY: '{"collections":{"shop":{"signUp":true},"staff":{"signUp":true}}}',
    });
    expect(products.first.words.pages).toEqual({
      en: { "sign-in": { lead: "Welcome to everything." } },
    });
    expect(products.others).toMatchObject([
      {
        collection: "shop",
        words: { pages: { en: { "sign-in": { lead: "Come in and look around." } } } },
      },
    ]);
  });
});

describe.runIf(hasBrowser)("a collection that is a product of its own", () => {
  let visit: Visit;
  let auth: Auth;
  let shopUrl: string;
  beforeAll(async () => {
    const port = await freePort();
    shopUrl = `http://shop.localhost:${port}`;
    const shop = {
      signUp: true,
      host: `shop.localhost:${port}`,
      brand: { name: "Corner Shop" },
      operators: [LEAD],
      emailOtp: { digits: 8 },
      session: { ttlSeconds: HOUR_SECONDS, absoluteTtlSeconds: HOUR_SECONDS },
    };
    visit = await beginVisitAlone({
      PORT: String(port),
      PUBLIC_URL: `http://localhost:${port}`,
      MESSAGES_DIR: words,
      WATCHWORD_POLICY: JSON.stringify({ perClient: null, collections: { shop } }),
    });
    const { databaseUrl, secret } = visit.deployment;
    const policy = { collections: { shop: { signUp: true } } };
    auth = createAuth({ database: databaseUrl, secret, policy });
  });
  afterAll(async () => {
    await auth?.close();
    await visit?.end();
  });

  /** Runs `story` in the browser of somebody who has just signed in to a collection. */
  async function inBrowserOf(
    { email, collection, url }: { email: string; collection: string; url: string },
    story: (page: Page) => Promise<void>,
  ): Promise<void> {
    const { userId } = await auth.createUser({ email, collection, emailVerified: true });
    const secret = String(await auth.createSession(userId));
    await inFreshBrowser(visit.browser, async (page) => {
      await page.context().addCookies([{ name: "watchword", value: secret, url }]);
      await story(page);
    });
  }

  async function lookUp(page: Page, email: string): Promise<void> {
    await page.goto(`${shopUrl}/operator/address`);
    await page.getByLabel("Email address").fill(email);
    await page.getByRole("button", { name: "Show" }).click();
    await page.getByRole("heading", { name: email }).waitFor();
  }

  it("uses its own words, and asks for a code of its own length", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      const email = anybody();
      await page.goto(`${visit.web.url}/sign-in`);
      await page.getByText("Welcome to everything.").waitFor();
      await page.goto(`${shopUrl}/sign-in`);
      await page.getByText("Come in and look around.").waitFor();
      await page.getByLabel("Email address").fill(email);
      await page.getByRole("button", { name: "Continue with email" }).click();
      await page.getByLabel("8-digit code").waitFor();
      expect((await visit.newestMail(email, "Corner Shop")).text).toContain("Enter the shop");
    });
  });

  it("shows its operator its own accounts and events, and none of another collection", async () => {
    const email = anybody();
    const other = await visit.auth.createUser({ email, emailVerified: true });
    await visit.auth.createSession(other.userId);
    await inBrowserOf({ email: LEAD, collection: "shop", url: shopUrl }, async (page) => {
      await page.goto(`${shopUrl}/account`);
      await page.getByRole("link", { name: "Figures, addresses, emails and events" }).click();
      await page.getByRole("heading", { name: "Look up", level: 1 }).waitFor();
      const navigation = page.getByRole("navigation", { name: "Operator" });
      expect(await navigation.getByRole("link", { name: "Overview" }).count()).toBe(0);
      await lookUp(page, email);
      await page.getByText("No account.").waitFor();
      await page.getByText("No sessions.").waitFor();
      expect(await page.innerText("main")).not.toContain(other.userId);
      expect(await findBarriers(page)).toEqual([]);
      for (const name of ["Emails", "Events"]) {
        await navigation.getByRole("link", { name }).click();
        await page.getByRole("heading", { name, level: 1 }).waitFor();
        expect(await page.innerText("main")).not.toContain("Suppressed");
        expect(await findBarriers(page)).toEqual([]);
      }
      await page.getByText(/with the accounts of shop/).waitFor();
      const file = await page.evaluate(async () => {
        const body = new FormData();
        body.set("format", "jsonl");
        const answer = await fetch("/operator/events/export", { method: "POST", body });
        return { status: answer.status, text: await answer.text() };
      });
      expect(file.status).toBe(200);
      expect(file.text).not.toContain(other.userId);
    });
  });

  it("doesn't show its operator the pages of the deployment, nor others its own", async () => {
    const isHidden = async (page: Page, url: string) =>
      (await page.goto(`${url}/operator/address`))?.status() === 404;
    await inBrowserOf({ email: LEAD, collection: "users", url: visit.web.url }, async (page) =>
      expect(await isHidden(page, visit.web.url)).toBe(true),
    );
    await inBrowserOf({ email: anybody(), collection: "shop", url: shopUrl }, async (page) =>
      expect(await isHidden(page, shopUrl)).toBe(true),
    );
  });
});
