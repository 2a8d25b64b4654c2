import type { BrowserContextOptions, Page } from "playwright-core";
import { inFreshBrowser } from "./browser.ts";
import type { Visit } from "./visitor.ts";

/** As the lender sets it up. */
const OPERATOR = "operator@example.com";

/** Runs `story` in the browser of somebody who signed in just now: an operator by default. */
export async function inBrowserOf<Result>(
  { auth, browser, web }: Visit,
  story: (page: Page) => Promise<Result>,
  { email = OPERATOR, ...options }: BrowserContextOptions & { email?: string } = {},
): Promise<Result> {
  const known = await auth.db
    .selectFrom("users")
    .select("id")
    .where("email", "=", email)
    .executeTakeFirst();
  const userId = known?.id ?? (await auth.createUser({ email, emailVerified: true })).userId;
  const secret = String(await auth.createSession(userId));
  return inFreshBrowser(
    browser,
    async (page) => {
      await page.context().addCookies([{ name: "watchword", value: secret, url: web.url }]);
      return story(page);
    },
    options,
  );
}
