import { type Auth, createAuth } from "@watchword/auth";
import { listMailbox, readMailboxMessage } from "@watchword/emails/mailbox";
import type { Browser, Locator, Page } from "playwright-core";
import { sharedBrowser } from "./browser.ts";
import { borrowDeployment } from "./borrowed-deployment.ts";
import { createDeployment, type Deployment, until, type WebProcess } from "./processes.ts";

/** A running deployment and somebody who visits it. */
export interface Visit {
  deployment: Deployment;
  web: { url: string };
  browser: Browser;
  auth: Auth;
  /** Asks for a mail to `email` (or an address of nobody's) and stands before the code step. */
  ask(page: Page, options?: { email?: string; next?: string }): Promise<ReceivedMail>;
  /** The newest whose subject has these words in it, once there are more such mails than were seen. */
  newestMail(email: string, subject?: string, seen?: number): Promise<ReceivedMail>;
  countMails(email: string): Promise<number>;
  /** Signs in by code, without the pages of it, as `email` or as nobody before, and goes to `next`; answers as whom. */
  signIn(page: Page, options?: { email?: string; next?: string }): Promise<string>;
  /** An account with a password, by default one whose address is proven. */
  createAccount(options?: {
    emailVerified?: boolean;
  }): Promise<{ email: string; password: string }>;
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

/** A deployment that other test files visit before and after, so nothing may depend on its counts. */
export async function beginVisit(): Promise<Visit> {
  const { deployment, web } = await borrowDeployment();
  return visit(deployment, web);
}

/** A deployment of its own, which is set up as `env` says. */
export async function beginVisitAlone(
  env: Record<string, string>,
): Promise<Visit & { web: WebProcess }> {
  const deployment = await createDeployment();
  const web = await deployment.startWeb(env);
  return { ...(await visit(deployment, web)), web };
}

async function visit(deployment: Deployment, web: { url: string }): Promise<Visit> {
  const browser = await sharedBrowser();
  const auth = createAuth({ database: deployment.databaseUrl, secret: deployment.secret });

  const mailsTo = (email: string) => listMailbox(deployment.mailboxDir, { to: email });

  async function mailsAbout(email: string, subject: string) {
    return (await mailsTo(email)).filter((mail) => mail.subject.includes(subject));
  }

  async function newestMail(email: string, subject = "", seen = 0): Promise<ReceivedMail> {
    await until(async () => (await mailsAbout(email, subject)).length > seen);
    const [newest] = await mailsAbout(email, subject);
    const mail = await readMailboxMessage(deployment.mailboxDir, newest?.id ?? "");
    const text = mail?.text ?? "";
    const code = /\b\d{6}\b/.exec(mail?.subject ?? "")?.[0] ?? "";
    const link = /http\S+\/(?:link|undo|password-reset)\/[\w-]+/.exec(text)?.[0] ?? "";
    return { email, code, link, text };
  }

  async function ask(page: Page, { email = anybody(), next = "" } = {}): Promise<ReceivedMail> {
    const seen = (await mailsAbout(email, "sign-in code")).length;
    await page.goto(`${web.url}/sign-in${next === "" ? "?" : `${next}&`}other`);
    await page.getByLabel("Email address").fill(email);
    await page.getByRole("button", { name: "Continue with email" }).click();
    await page.getByRole("heading", { name: "Check your email" }).waitFor();
    return newestMail(email, "sign-in code", seen);
  }

  /** Calls a procedure as the visitor's browser does, which keeps the cookies of the answer. */
  async function call(page: Page, procedure: string, input: object): Promise<{ otpId: string }> {
    const answer = await page.request.post(`${web.url}/api/trpc/${procedure}`, { data: input });
    if (!answer.ok()) throw new Error(`${procedure}: ${await answer.text()}`);
    const { result } = (await answer.json()) as { result: { data: { otpId: string } } };
    return result.data;
  }

  return {
    deployment,
    web,
    browser,
    auth,
    ask,
    newestMail,
    countMails: async (email) => (await mailsTo(email)).length,
    async signIn(page, { email = anybody(), next = "/account" } = {}) {
      const seen = (await mailsAbout(email, "sign-in code")).length;
      const { otpId } = await call(page, "emailOtp.request", { email });
      const { code } = await newestMail(email, "sign-in code", seen);
      await call(page, "emailOtp.signIn", { otpId, code });
      await page.goto(web.url + next);
      return email;
    },
    async createAccount({ emailVerified = true } = {}) {
      const account = { email: anybody(), password: GOOD_PASSWORD };
      await auth.createUser({ email: account.email, emailVerified });
      await auth.updateKeyPassword("email", account.email, account.password);
      return account;
    },
    arrived: (page, path = "/account") => page.waitForURL(web.url + path),
    async end() {
      // Those of a story that was given up.
      await Promise.all(browser.contexts().map((context) => context.close()));
      await auth.close();
      await deployment.close();
    },
  };
}

/** Long, and nobody's. */
export const GOOD_PASSWORD = "seven lamps over the harbour";

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

/** Enters an address and its password, and sends them. */
export async function signInWithPassword(
  page: Page,
  { web }: Visit,
  { email, password }: { email: string; password: string },
): Promise<void> {
  await page.goto(`${web.url}/sign-in/password`);
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}
