import { type Auth, createAuth } from "@watchword/auth";
import { listMailbox, readMailboxMessage } from "@watchword/emails/mailbox";
import type { Browser, Locator, Page } from "playwright-core";
import { launchBrowser } from "./browser.ts";
import { createDeployment, type Deployment, until, type WebProcess } from "./processes.ts";

/** A running deployment and somebody who visits it. */
export interface Visit {
  deployment: Deployment;
  web: WebProcess;
  browser: Browser;
  auth: Auth;
  /** Asks for a mail to `email` (or an address of nobody's) and stands before the code step. */
  ask(page: Page, options?: { email?: string; next?: string }): Promise<ReceivedMail>;
  newestMail(email: string): Promise<ReceivedMail>;
  countMails(email: string): Promise<number>;
  /** Waits until the visitor is at a path. */
  arrived(page: Page, path?: string): Promise<void>;
  end(): Promise<void>;
}

export interface ReceivedMail {
  email: string;
  code: string;
  link: string;
  text: string;
}

export async function beginVisit(): Promise<Visit> {
  const deployment = await createDeployment();
  const [web, browser] = await Promise.all([deployment.startWeb(), launchBrowser()]);
  const auth = createAuth({ databaseUrl: deployment.databaseUrl, secret: deployment.secret });

  const mailsTo = (email: string) => listMailbox(deployment.mailboxDir, { to: email });

  async function newestMail(email: string): Promise<ReceivedMail> {
    await until(async () => (await mailsTo(email)).length > 0);
    const [newest] = await mailsTo(email);
    const mail = await readMailboxMessage(deployment.mailboxDir, newest?.id ?? "");
    const text = mail?.text ?? "";
    const code = /\b\d{6}\b/.exec(mail?.subject ?? "")?.[0] ?? "";
    const link = /http\S+\/sign-in\/link\/[\w-]+/.exec(text)?.[0] ?? "";
    return { email, code, link, text };
  }

  return {
    deployment,
    web,
    browser,
    auth,
    newestMail,
    countMails: async (email) => (await mailsTo(email)).length,
    async ask(page, { email = anybody(), next = "" } = {}) {
      await page.goto(`${web.url}/sign-in${next}`);
      await page.getByLabel("Email address").fill(email);
      await page.getByRole("button", { name: "Send the mail" }).click();
      await page.getByRole("heading", { name: "Enter the code" }).waitFor();
      return newestMail(email);
    },
    arrived: (page, path = "/account") => page.waitForURL(web.url + path),
    async end() {
      await browser.close();
      await auth.close();
      await deployment.close();
    },
  };
}

/** An address that nobody had before. */
export function anybody(): string {
  return `visitor-${crypto.randomUUID().slice(0, 8)}@example.com`;
}

export function codeField(page: Page): Locator {
  return page.getByLabel("6-digit code");
}

/** The words of a refusal; Next's announcer of new titles is an alert too. */
export function problemOn(page: Page): Locator {
  return page.locator("[role=alert]:not(#__next-route-announcer__)").filter({ hasText: /./ });
}

export function wrongCode(code: string, step = 1): string {
  return String((Number(code) + step) % 1e6).padStart(6, "0");
}
