import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RunningProgram, startProgram } from "@watchword/db/testing/program";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createExampleProject } from "../../../tooling/example-project.ts";
import { execute } from "../../../tooling/packed.ts";
import { packed } from "./packed-project.ts";
import { hasBrowser, launchBrowser } from "./page.ts";
import { startWatchword, type Watchword } from "./watchword.ts";

let folder: string;
let watchword: Watchword;
let page: RunningProgram;
let browser: Browser;
beforeAll(async () => {
  if (!hasBrowser) return;
  folder = await mkdtemp(join(tmpdir(), "watchword-vite-page-"));
  await createExampleProject("vite-page", folder, packed);
  browser = await launchBrowser();
  const vite = join(folder, "node_modules/.bin/vite");
  page = await startProgram(folder, [vite, "preview"], async (url) => {
    watchword = await startWatchword([{ id: "page", origin: url }]);
    await writeFile(join(folder, ".env.local"), `VITE_WATCHWORD_URL=${watchword.url}\n`);
    await execute(folder, vite, ["build"]);
    return {};
  });
});
afterAll(async () => {
  if (!hasBrowser) return;
  await Promise.all([page.kill(), browser.close()]);
  await Promise.all([watchword.close(), rm(folder, { recursive: true })]);
});

describe.runIf(hasBrowser)("the page on another origin, with the packed client", () => {
  async function askForCode(email: string): Promise<Page> {
    const tab = await browser.newPage();
    await tab.goto(page.url);
    await tab.getByLabel("Email address").fill(email);
    await tab.getByRole("button", { name: "Continue" }).click();
    await tab.getByRole("heading", { name: "Check your mail" }).waitFor();
    return tab;
  }

  it("signs in once the code is complete, keeps the session over a reload, and signs out", async () => {
    const tab = await askForCode("ada@example.com");
    const code = await watchword.code("ada@example.com");
    await tab.getByLabel("Code").pressSequentially(code);
    const hello = tab.getByRole("heading", { name: "Hello, ada@example.com" });
    await hello.waitFor();
    await tab.reload();
    await hello.waitFor();
    await tab.getByRole("button", { name: "Sign out" }).click();
    await tab.getByLabel("Email address").waitFor();
    await tab.reload();
    await tab.getByLabel("Email address").waitFor();
    await tab.close();
  });

  it("finds the code in what is pasted, after it refused a wrong one", async () => {
    const tab = await askForCode("grace@example.com");
    await tab.getByLabel("Code").fill(await watchword.wrongCode("grace@example.com"));
    await tab.getByText("That isn’t the code.").waitFor();
    expect(await tab.getByLabel("Code").getAttribute("aria-invalid")).toBe("true");
    const code = await watchword.code("grace@example.com");
    await tab.getByLabel("Code").fill(`Your code is ${code}.`);
    await tab.getByRole("heading", { name: "Hello, grace@example.com" }).waitFor();
    await tab.close();
  });

  it("says what is wrong with an address, and leads back to it", async () => {
    const tab = await browser.newPage();
    await tab.goto(page.url);
    await tab.getByLabel("Email address").fill("nobody");
    await tab.getByRole("button", { name: "Continue" }).click();
    await tab.getByText("Please check what you entered.").waitFor();
    await tab.close();
    const another = await askForCode("lin@example.com");
    expect(
      await another.getByRole("button", { name: "Send it again" }).getAttribute("aria-disabled"),
    ).toBe("true");
    await another.getByRole("button", { name: "Another address" }).click();
    await another.getByLabel("Email address").waitFor();
    await another.close();
  });
});
