import path from "node:path";
import { STATES } from "@watchword/emails/previews";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ACME } from "./acme.ts";
import { findBarriers, hasBrowser, inFreshBrowser, sharedBrowser } from "./browser.ts";
import { heading } from "./page-actions.ts";
import { createDeployment, type Deployment, freePort } from "./processes.ts";
import { type RunningProcess, startScript } from "./running-process.ts";

const WEB = path.resolve(import.meta.dirname, "..");

const HEADINGS: [state: string, heading: string, words: string][] = [
  ["code", "Check your email", "amber otter"],
  ["link", "Use the link in your email", "482"],
  ["capped", "Use your latest email", "ada@example.com"],
  ["expired", "This code has expired", "ada@example.com"],
  ["device", "Sign in on the other device", "BCDF-GHJK"],
];

let deployment: Deployment;
let serving: RunningProcess;
let url: string;

describe.runIf(hasBrowser)("the developer's view of a brand", () => {
  beforeAll(async () => {
    deployment = await createDeployment();
    const port = await freePort();
    url = `http://localhost:${port}`;
    const { databaseUrl, secret, mailboxDir } = deployment;
    const env = {
      PORT: String(port),
      PUBLIC_URL: url,
      DATABASE_URL: databaseUrl,
      WATCHWORD_SECRET: secret,
      MAILBOX_DIR: mailboxDir,
      BRAND: ACME,
    };
    serving = await startScript(WEB, ["test/serve-for-developers.ts"], env, /Serves/);
  });
  afterAll(async () => {
    await serving?.kill();
    await deployment?.close();
  });

  it.each(HEADINGS)("shows a step in the made-up state %s", async (state, title, words) => {
    await inFreshBrowser(await sharedBrowser(), async (page) => {
      await page.goto(`${url}/dev/brand/states/${state}`);
      await heading(page, title);
      await page.getByText(words).first().waitFor();
      expect(await page.locator("header img").getAttribute("alt")).toBe("Acme");
      expect(await findBarriers(page)).toEqual([]);
    });
  });

  it("shows everything at a glance: every page leads somewhere, and every mail is in each of its states", async () => {
    await inFreshBrowser(await sharedBrowser(), async (page) => {
      await page.goto(`${url}/dev/brand?scheme=dark&size=desktop`);
      await heading(page, "Brand");
      const shown = await page
        .locator("iframe")
        .evaluateAll((frames) => frames.map((frame) => frame.getAttribute("src") ?? ""));
      const mails = shown.filter((src) => src.startsWith("/dev/brand/mails/"));
      const all = STATES.map(({ kind, name }) => `/dev/brand/mails/${kind}/${name}`);
      expect(mails.toSorted()).toEqual(all.toSorted());
      for (const src of shown) {
        const answer = await page.request.get(url + src);
        expect([src, answer.status() === 200 || src === "/nowhere"]).toEqual([src, true]);
        if (mails.includes(src)) expect(await answer.text()).toContain("Acme");
      }
      expect(await findBarriers(page)).toEqual([]);
    });
  });

  it("answers 404 for an unknown state", async () => {
    expect((await fetch(`${url}/dev/brand/states/nonsense`)).status).toBe(404);
  });
});
