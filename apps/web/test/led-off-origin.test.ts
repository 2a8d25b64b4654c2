import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { hasBrowser, inFreshBrowser } from "./browser.ts";
import { beginVisitAlone, codeField } from "./visitor.ts";

let visit: Awaited<ReturnType<typeof beginVisitAlone>>;
let server: Server;
/** What the app's redirect URI was asked with. */
const asked: IncomingHttpHeaders[] = [];
let next: string;

/** A registered app whose redirect URI answers like a page of Next's. */
beforeAll(async () => {
  if (!hasBrowser) return;
  server = createServer(({ headers }, res) => {
    asked.push(headers);
    res.writeHead(200, { "content-type": "text/x-component" }).end('0:"led here"\n');
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const redirectUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`;
  const app = { id: "wiki", redirectUris: [redirectUri] };
  visit = await beginVisitAlone({ WATCHWORD_APPS: JSON.stringify([app]) });
  // Refused for what it lacks, by a redirect to the app.
  const query = new URLSearchParams({ client_id: "wiki", redirect_uri: redirectUri });
  next = `/oidc/authorize?${query}`;
});
afterAll(async () => {
  server?.closeAllConnections();
  server?.close();
  await visit?.end();
});
beforeEach(() => asked.splice(0));

/** Notes each answer to a form that a script of the page sent. */
function actionAnswers(page: Page) {
  const answers: { type: string; to: string }[] = [];
  page.on("response", (response) => {
    if (response.request().headers()["next-action"] === undefined) return;
    const headers = response.headers();
    answers.push({
      type: headers["content-type"] ?? "",
      to: headers["x-action-redirect"]?.split(";")[0] ?? "",
    });
  });
  return answers;
}

async function enterPassword(page: Page, path: string): Promise<void> {
  const { email, password } = await visit.createAccount();
  await page.goto(`${visit.web.url}/sign-in/password?next=${encodeURIComponent(path)}`);
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

describe.runIf(hasBrowser)("a sign-in that should lead to a path of programs", () => {
  it("leads to the account by password, and never calls the app", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      await enterPassword(page, next);
      await visit.arrived(page);
      expect(asked).toEqual([]);
    });
  });

  it("leads to the account by code and by link", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      const query = `?next=${encodeURIComponent(next)}`;
      const first = await visit.ask(page, { next: query });
      await codeField(page).fill(first.code);
      await visit.arrived(page);
      await page.context().clearCookies();
      const { link } = await visit.ask(page, { next: query });
      await page.goto(link);
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await visit.arrived(page);
      expect(asked).toEqual([]);
    });
  });

  it("leads to the account even if the browser's own cookie names that path", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      const { code } = await visit.ask(page);
      const cookies = await page.context().cookies();
      const pending = cookies.find(({ name }) => name.endsWith("email-otp"));
      if (!pending) throw new Error(`No challenge in ${cookies.map(({ name }) => name).join()}`);
      const held = JSON.parse(Buffer.from(pending.value, "base64url").toString());
      const value = Buffer.from(JSON.stringify({ ...held, next })).toString("base64url");
      await page.context().addCookies([{ ...pending, value }]);
      await page.reload();
      await codeField(page).fill(code);
      await visit.arrived(page);
      expect(asked).toEqual([]);
    });
  });
});

describe.runIf(hasBrowser)("a sign-in that leads to an address that redirects", () => {
  it("leaves it to the browser to go there", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      const answers = actionAnswers(page);
      await enterPassword(page, "/verify-email/link/a-token");
      await visit.arrived(page, "/verify-email/link");
      const [answer] = answers.filter(({ to }) => to === "/verify-email/link/a-token");
      expect(answer?.type).not.toContain("text/x-component");
    });
  });

  it("puts a page that doesn't redirect into the same answer", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      const answers = actionAnswers(page);
      await enterPassword(page, "/account");
      await visit.arrived(page);
      const [answer] = answers.filter(({ to }) => to === "/account");
      expect(answer?.type).toContain("text/x-component");
    });
  });
});
