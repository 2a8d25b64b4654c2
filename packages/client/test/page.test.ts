import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EmailCode } from "../src/react/use-email-code.ts";
import { hasBrowser, launchBrowser, servePage } from "./page.ts";
import { startWatchword, type Watchword } from "./watchword.ts";

let browser: Browser;
let site: Awaited<ReturnType<typeof servePage>>;
let watchword: Watchword;
beforeAll(async () => {
  if (!hasBrowser) return;
  site = await servePage();
  [browser, watchword] = await Promise.all([
    launchBrowser(),
    startWatchword([{ id: "spa", origin: site.origin }]),
  ]);
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, "consumer/page.ts")],
    bundle: true,
    minify: true,
    define: { "process.env.NODE_ENV": '"production"' },
    write: false,
  });
  site.show(outputFiles.map(({ text }) => text).join());
});
afterAll(async () => {
  if (!hasBrowser) return;
  await Promise.all([browser.close(), site.close(), watchword.close()]);
});

describe.runIf(hasBrowser)("a page on another origin, without a server", () => {
  async function visit(story: (page: Page) => Promise<void>) {
    const page = await browser.newPage();
    await page.goto(`${site.origin}/?watchword=${encodeURIComponent(watchword.url)}`);
    await story(page);
    await page.close();
  }
  const send = async (page: Page, label: string, text: string) => {
    await page.getByLabel(label).fill(text);
    await page.getByRole("button", { name: "Continue" }).click();
  };
  /** What the hook says, once it says this. */
  async function until(page: Page, isSo: (code: EmailCode) => boolean): Promise<EmailCode> {
    await expect.poll(async () => isSo(await state(page))).toBe(true);
    return state(page);
  }
  const state = async (page: Page) =>
    JSON.parse((await page.locator("output").textContent()) ?? "") as EmailCode;

  it("signs somebody in by code, into a session that is the app's", async () => {
    await visit(async (page) => {
      const email = "ada@example.com";
      expect(await state(page)).toMatchObject({ phase: "address", pending: null, problem: null });
      await send(page, "Address", "not an address");
      const refused = await until(page, ({ problem }) => problem !== null);
      expect(refused).toMatchObject({ phase: "address", problem: { reason: "INVALID_INPUT" } });

      await send(page, "Address", email);
      const asked = await until(page, ({ delivery }) => delivery !== null);
      expect(asked).toMatchObject({ phase: "code", email, delivery: "queued", problem: null });
      expect(asked.challenge?.phrase?.split(" ")).toHaveLength(2);
      expect(asked.resendIn).toBeGreaterThan(0);
      expect(asked.resendIn).toBeLessThanOrEqual(30);

      await send(page, "Code", await watchword.wrongCode(email));
      const wrong = await until(page, ({ problem }) => problem !== null);
      expect(wrong).toMatchObject({ phase: "code", problem: { reason: "INVALID_TOKEN" } });
      await send(page, "Code", await watchword.code(email));
      const done = await until(page, ({ phase }) => phase === "done");
      expect(done.signedIn?.user.email).toBe(email);
      await expect.poll(() => page.title()).toBe(`${email} in spa`);
    });
  });

  it("counts down to the next mail, says when it was too early, and begins again", async () => {
    await visit(async (page) => {
      await send(page, "Address", "grace@example.com");
      const asked = await until(page, ({ phase }) => phase === "code");
      await until(page, ({ resendIn }) => (resendIn ?? 0) < (asked.resendIn ?? 0));
      await page.getByRole("button", { name: "Send again" }).click();
      const early = await until(page, ({ problem }) => problem !== null);
      expect(early.problem?.reason).toBe("RATE_LIMITED");
      expect(early.resendIn).toBe(Math.ceil((early.problem?.retryAfterMs ?? 0) / 1_000));
      await page.getByRole("button", { name: "Other address" }).click();
      expect(await state(page)).toMatchObject({ phase: "address", email: null, problem: null });
    });
  });

  it("sees that the mail's link was used elsewhere, and that Watchword is away", async () => {
    await visit(async (page) => {
      await send(page, "Address", "lin@example.com");
      await until(page, ({ phase }) => phase === "code");
      await watchword.useLink("lin@example.com");
      await until(page, ({ usedElsewhere }) => usedElsewhere);
      await page.context().setOffline(true);
      await send(page, "Code", "123456");
      const away = await until(page, ({ problem }) => problem !== null);
      expect(away).toMatchObject({ phase: "code", problem: { reason: "UNAVAILABLE" } });
    });
  });
});
