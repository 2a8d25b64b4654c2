import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseEnv } from "../src/environment/env.ts";
import { hasBrowser, inFreshBrowser } from "./browser.ts";
import { anybody, beginVisitAlone, type Visit } from "./visitor.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "watchword-messages-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function write(file: string, messages: object): Promise<void> {
  await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
  await writeFile(path.join(folder, file), JSON.stringify(messages));
}

const command = (...args: string[]) =>
  spawnSync(process.execPath, [path.join(import.meta.dirname, "../messages.ts"), ...args], {
    encoding: "utf8",
  });

describe("the languages of a deployment", () => {
  it("include all by default", () => {
    expect(parseEnv({}).locales).toEqual(["en", "de", "fr", "es", "pt-BR", "ja", "ar"]);
    expect(parseEnv({ LOCALES: "pt-BR, de" }).locales).toEqual(["pt-BR", "de"]);
  });

  it.each(["tlh", "en,en", "en,,de", ","])("can't be %j", (LOCALES) => {
    expect(() => parseEnv({ LOCALES })).toThrow(/LOCALES: Not a list of some of en,de/);
  });
});

describe("a deployment's own words", () => {
  it("are refused at the start, with every problem at once", async () => {
    await write("pages/de.json", { "sign-in": { leed: "x" } });
    await write("mails/en.json", { footer: { "sent-to": "Sent" } });
    await write("notes/a.json", {});
    expect(() => parseEnv({ MESSAGES_DIR: folder, PORT: "x" })).toThrow(
      /PORT: .*\n {2}MESSAGES_DIR: notes: isn't read.*\n {2}MESSAGES_DIR: pages\/de\.json: sign-in\.leed: there is no such message\n {2}MESSAGES_DIR: mails\/en\.json: footer\.sent-to: needs \{to\}$/,
    );
    const checked = command("check", folder);
    expect([checked.status, checked.stderr.split("\n").length]).toEqual([1, 4]);
    await rm(path.join(folder, "notes"), { recursive: true });
    expect(() => parseEnv({ MESSAGES_DIR: path.join(folder, "none") })).toThrow(/doesn't exist/);
  });

  it("can start as a copy of the listed messages", async () => {
    const { pages, mails } = JSON.parse(command("list").stdout);
    await write("pages/de.json", {});
    await write("pages/en.json", pages);
    await write("mails/en.json", mails);
    expect(command("check", folder)).toMatchObject({ status: 0, stderr: "" });
    await rm(path.join(folder, "pages/en.json"));
  });
});

describe.runIf(hasBrowser)("a deployment with words and languages of its own", () => {
  let visit: Visit;
  beforeAll(async () => {
    await write("pages/de.json", { "sign-in": { lead: "Willkommen, liebe Leute." } });
    await write("mails/de.json", { "email-otp": { unused: "Werfen Sie diese E-Mail weg." } });
    await write("mails/en.json", { "email-otp": { action: "Come in" } });
    visit = await beginVisitAlone({ LOCALES: "de,en", MESSAGES_DIR: folder });
  });
  afterAll(() => visit.end());

  it("uses them on pages and in mails, and offers no other language", async () => {
    const look = { locale: "fr-FR" };
    await inFreshBrowser(
      visit.browser,
      async (page) => {
        const email = anybody();
        await page.goto(`${visit.web.url}/sign-in`);
        expect(await page.locator("html").getAttribute("lang")).toBe("de");
        await page.getByText("Willkommen, liebe Leute.").waitFor();
        await page.locator("summary", { hasText: "Sprache" }).click();
        const offered = page.locator("details button");
        expect(await offered.allInnerTexts()).toEqual(["Deutsch", "English"]);
        await page.locator("#email").fill(email);
        await page.keyboard.press("Enter");
        expect((await visit.newestMail(email)).text).toContain("Werfen Sie diese E-Mail weg.");
      },
      look,
    );
    await inFreshBrowser(visit.browser, async (page) => {
      expect((await visit.ask(page)).text).toContain("Come in");
    });
  });
});
