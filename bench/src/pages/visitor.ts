import { setTimeout as sleep } from "node:timers/promises";
import { listMailbox, readMailboxMessage } from "@watchword/emails/mailbox";
import type { BrowserContext, Page } from "playwright-core";
import type { Product } from "./product.ts";

/** Somebody new at the product's pages, in a tab of a browser without cookies. */
export interface Visitor {
  page: Page;
  open(path: string): Promise<void>;
  /** Asks for a mail with a page's form, and is past that page; answers with the address. */
  ask(path: string, email?: string): Promise<string>;
  /** Presses the one button of the page's own. */
  press(): Promise<void>;
  /** Follows the link of that kind in a mail to an address, once it is there. */
  follow(kind: string, email: string): Promise<void>;
  /** Signs in to a new account; answers with its address. */
  signIn(options?: { proven?: boolean }): Promise<string>;
  leave(): Promise<void>;
}

const PASSWORD = "seven lamps over the harbour";
const nobody = () => `visitor-${crypto.randomUUID().slice(0, 8)}@example.com`;

export async function greet(context: BrowserContext, product: Product): Promise<Visitor> {
  const { url, auth, mailboxDir } = product;
  await context.clearCookies();
  const page = await context.newPage();

  async function open(path: string): Promise<void> {
    await page.goto(new URL(path, url).href, { waitUntil: "networkidle" });
  }

  async function newestLink(kind: string, email: string): Promise<string> {
    for (;;) {
      for (const { id } of await listMailbox(mailboxDir, { to: email })) {
        const { text } = (await readMailboxMessage(mailboxDir, id)) ?? { text: "" };
        const link = text.split(/\s+/).find((word) => word.startsWith(`${url}${kind}/`));
        if (link !== undefined) return link;
      }
      await sleep(50);
    }
  }

  return {
    page,
    open,
    async ask(path, email = nobody()) {
      await open(path);
      await page.locator("#email").fill(email);
      await page.locator("form:has(#email) button").click();
      await page.waitForURL((now) => now.pathname !== path);
      return email;
    },
    press: () => page.locator("main form button").first().click(),
    follow: async (kind, email) => open(await newestLink(kind, email)),
    async signIn({ proven = true } = {}) {
      const email = nobody();
      await auth.createUser({ email, emailVerified: proven });
      await auth.updateKeyPassword("email", email, PASSWORD);
      const data = { email, password: PASSWORD };
      const answer = await context.request.post(`${url}/api/trpc/password.signIn`, { data });
      if (!answer.ok()) throw new Error(await answer.text());
      return email;
    },
    leave: () => page.close(),
  };
}
