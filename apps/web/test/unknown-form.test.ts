import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasBrowser, inFreshBrowser } from "./browser.ts";
import { openPlainForm } from "./plain-form.ts";
import { anybody, beginVisit, type Visit } from "./visitor.ts";

const RENEWED = "This page was updated after you opened it";
const UNKNOWN = "40".padEnd(42, "0");

describe.skipIf(!hasBrowser)("a form that was opened before a deploy that doesn't know it", () => {
  let visit: Visit;
  beforeAll(async () => {
    visit = await beginVisit();
  });
  afterAll(() => visit.end());

  /** As an older build would have served it. */
  async function openOldForm(at: string, typed: Record<string, string>) {
    const page = `${visit.web.url}${at}`;
    const form = await openPlainForm(page, "email", typed);
    for (const [name, value] of Array.from(form.fields.entries())) {
      if (name.startsWith("$ACTION_ID_")) {
        form.fields.delete(name);
        form.fields.append(`$ACTION_ID_${UNKNOWN}`, "");
      } else if (/^\$ACTION_\d+:0$/.test(name)) {
        form.fields.set(name, String(value).replace(/"id":"\w+"/, `"id":"${UNKNOWN}"`));
      }
    }
    return { page, form };
  }

  it("comes back, without scripts, with what was typed and an explanation", async () => {
    const email = anybody();
    const { page, form } = await openOldForm("/sign-in?next=%2Faccount", { email });
    const answer = await form.submit();
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe(page);
    const cookie = answer.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(
      /^watchword-typed=[\w-]+; Path=\/sign-in; Max-Age=30; HttpOnly; SameSite=Lax$/,
    );
    const again = await fetch(page, { headers: { cookie: cookie.split(";")[0] ?? "" } });
    const html = await again.text();
    expect(html).toContain(RENEWED);
    expect(html).toMatch(new RegExp(`<input[^>]*name="email"[^>]*value="${email}"`));
    expect(await visit.countMails(email)).toBe(0);
  });

  it("never returns a password", async () => {
    const typed = { email: anybody(), password: "correct horse battery staple" };
    const { form } = await openOldForm("/sign-in/password", typed);
    const answer = await form.submit();
    expect(answer.status).toBe(303);
    const [, value = ""] = /typed=([\w-]+)/.exec(answer.headers.get("set-cookie") ?? "") ?? [];
    expect(JSON.parse(Buffer.from(value, "base64url").toString())).toEqual({
      path: "/sign-in/password",
      email: typed.email,
    });
  });

  it("comes back with scripts too, and is sent by the next press", async () => {
    const email = anybody();
    await inFreshBrowser(visit.browser, async (page) => {
      await page.goto(`${visit.web.url}/sign-in`);
      await page.route("**/sign-in", (route) => {
        const headers = { ...route.request().headers(), "next-action": UNKNOWN };
        return route.request().method() === "POST" ? route.continue({ headers }) : route.continue();
      });
      await page.getByLabel("Email").fill(email);
      await page.getByRole("button", { name: "Continue with email" }).click();
      await page.getByText(RENEWED).waitFor();
      expect(await page.getByLabel("Email").inputValue()).toBe(email);
      expect(await visit.countMails(email)).toBe(0);
      await page.unrouteAll();
      await page.getByRole("button", { name: "Continue with email" }).click();
      await visit.arrived(page, "/sign-in/code");
      expect(await page.getByText(RENEWED).count()).toBe(0);
    });
  });
});

it("actions are whole modules: none closes over what would be encrypted under the build's fixed key", async () => {
  const src = path.resolve(import.meta.dirname, "../src");
  const files = await readdir(src, { recursive: true });
  for (const file of files.filter((name) => /\.tsx?$/.test(name))) {
    const lines = (await readFile(path.join(src, file), "utf8")).split("\n");
    const at = lines.findIndex((line) => line.trim().startsWith('"use server"'));
    expect(at, file).toBeLessThanOrEqual(0);
  }
});
