import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTestDatabase, type TestDatabase } from "@watchword/db/testing";
import { type RunningProgram, startProgram } from "@watchword/db/testing/program";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createExampleProject } from "../../../tooling/example-project.ts";
import { execute } from "../../../tooling/packed.ts";
import { hasBrowser, launchBrowser } from "../../client/test/page.ts";
import { SECRET } from "./app.ts";
import { packed } from "./packed-project.ts";

let folder: string;
let database: TestDatabase;
let app: RunningProgram;
let browser: Browser;
beforeAll(async () => {
  if (!hasBrowser) return;
  folder = await mkdtemp(join(tmpdir(), "watchword-next-inside-"));
  await createExampleProject("next-inside", folder, packed);
  const next = join(folder, "node_modules/.bin/next");
  await execute(folder, next, ["build"]);
  [database, browser] = await Promise.all([createTestDatabase(), launchBrowser()]);
  app = await startProgram(folder, [next, "start"], (url) => ({
    DATABASE_URL: database.ownerUrl,
    WATCHWORD_SECRET: SECRET,
    PUBLIC_URL: url,
  }));
});
afterAll(async () => {
  if (!hasBrowser) return;
  await Promise.all([app.kill(), browser.close()]);
  await Promise.all([database.drop(), rm(folder, { recursive: true })]);
});

describe.runIf(hasBrowser)("a Next app with the packed package inside", () => {
  async function askForMail(page: Page, email: string): Promise<void> {
    await page.goto(app.url);
    await page.getByLabel("Email address").fill(email);
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByText(`We mailed a code to ${email}.`).waitFor();
  }

  /** The mail to an address, as it lies in the app's mailbox. */
  async function mailTo(email: string): Promise<string> {
    const mailbox = join(folder, ".watchword/mailbox");
    let mail = "";
    await expect
      .poll(async () => {
        const files = (await readdir(mailbox)).filter((file) => file.endsWith(".eml"));
        const mails = await Promise.all(files.map((file) => readFile(join(mailbox, file), "utf8")));
        mail = mails.find((text) => text.includes(`To: ${email}`)) ?? "";
        return mail;
      })
      .not.toBe("");
    return mail.replace(/=\r?\n/g, "");
  }

  it("signs in by the code, after a wrong one, and out", async () => {
    const page = await browser.newPage();
    await askForMail(page, "ada@example.com");
    const [code = ""] =
      /\d{6}/.exec(/^Subject: .*$/m.exec(await mailTo("ada@example.com"))?.[0] ?? "") ?? [];
    const wrong = String((Number(code) + 1) % 1e6).padStart(6, "0");
    await page.getByLabel("Code").fill(wrong);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("That didn’t work: INVALID_TOKEN").waitFor();
    await page.getByLabel("Code").fill(code);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("Hello, ada@example.com").waitFor();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByLabel("Email address").waitFor();
    await page.close();
  });

  it("signs in by the link, by its button and once", async () => {
    const page = await browser.newPage();
    await askForMail(page, "grace@example.com");
    const [link = ""] = /\/sign-in\/link\/[\w-]+/.exec(await mailTo("grace@example.com")) ?? [];
    const open = async () => {
      await page.goto(app.url + link);
      await page.getByRole("button", { name: "Sign in" }).click();
    };
    await page.goto(app.url + link);
    expect(await page.context().cookies()).toEqual([]);
    await open();
    await page.getByText("Hello, grace@example.com").waitFor();
    await open();
    await page.getByText("That didn’t work: INVALID_TOKEN").waitFor();
    await page.close();
  });
});
