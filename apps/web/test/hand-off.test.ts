import { endSession } from "@watchword/auth/session";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBarriers, hasBrowser, inFreshBrowser, resize } from "./browser.ts";
import { startPartner } from "./processes.ts";
import type { RunningProcess } from "./running-process.ts";
import { partnerPages } from "./partner-pages.ts";
import { beginVisitWithApp, signInOnTheWay, type VisitWithApp } from "./visit-with-app.ts";

let visit: VisitWithApp;
let partner: RunningProcess;

beforeAll(async () => {
  if (!hasBrowser) return;
  visit = await beginVisitWithApp({ id: "partner", name: "Partner" });
  partner = await startPartner(visit.web.url, Number(new URL(visit.appUrl).port));
});
afterAll(async () => {
  await partner?.kill();
  await visit?.end();
});

describe.runIf(hasBrowser)("going on to another app", () => {
  const { begin, asked, agree, arrived, crossOver } = partnerPages(() => visit.appUrl);

  it("asks to sign in on the way, and comes back to the app with a session of its own", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      await begin(page);
      await page.getByRole("heading", { name: "Sign in" }).waitFor();
      await page.getByText(visit.appUrl).waitFor();
      await resize(page, { width: 390, height: 450 });
      const button = await page.getByRole("button", { name: "Continue with email" }).boundingBox();
      const end = (button?.y ?? 0) + (button?.height ?? Infinity);
      expect(end, "above a phone's keyboard").toBeLessThanOrEqual(450);
      const email = "ada@example.com";
      await signInOnTheWay(page, visit, email);
      await asked(page);
      expect(await findBarriers(page)).toEqual([]);
      await page.getByText(visit.appUrl).waitFor();
      await agree(page);
      await arrived(page);
      await page.getByText(`${email}, verified`).waitFor();
      expect(page.url()).toBe(`${visit.appUrl}/`);

      await page.goto(`${visit.web.url}/account`);
      await page.getByRole("button", { name: /Sign out of Partner/ }).waitFor();
    });
  });

  it("asks people who go back again, and gives nothing for a second use of the token", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      await visit.signIn(page);
      await crossOver(page);
      await page.goBack();
      await asked(page);
      await agree(page);
      await arrived(page);

      await page.goto(`${visit.appUrl}/sign-in`);
      await asked(page);
      const [callback] = await Promise.all([
        page.waitForRequest((request) => request.url().includes("/callback?")),
        agree(page),
      ]);
      await arrived(page);
      await page.goto(callback.url());
      await arrived(page);
      await page.getByRole("button", { name: "Sign out here", exact: true }).click();
      await page.goto(callback.url());
      await page.getByText("wasn’t started in this browser, or it has expired").waitFor();
      await inFreshBrowser(visit.browser, async (stranger) => {
        await stranger.goto(callback.url());
        await stranger.getByText("wasn’t started in this browser").waitFor();
      });
    });
  });

  it("tells the app nothing about people who say no", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      await visit.signIn(page);
      await begin(page);
      await asked(page);
      const [callback] = await Promise.all([
        page.waitForRequest((request) => request.url().includes("/callback?")),
        page.getByRole("button", { name: "Cancel" }).click(),
      ]);
      const { searchParams } = new URL(callback.url());
      expect([...searchParams.keys()].toSorted()).toEqual(["error", "state"]);
      expect(searchParams.get("error")).toBe("access_denied");
      await page.getByText("You chose not to continue").waitFor();
    });
  });

  it("ends with the session that it came from", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      await visit.signIn(page);
      await crossOver(page);
      const cookies = await page.context().cookies(visit.web.url);
      const secret = cookies.find(({ name }) => name === "watchword")?.value ?? "";
      await endSession(visit.auth, secret);
      await page.goto(visit.appUrl);
      await page.getByText("Your session ended at Watchword").waitFor();
    });
  });

  it("lets people sign out of only the app, or of both", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      await visit.signIn(page);
      await crossOver(page);
      await page.getByRole("button", { name: "Sign out here", exact: true }).click();
      await page.getByRole("link", { name: "Sign in with Watchword" }).waitFor();
      await crossOver(page);
      await page.getByRole("button", { name: "Sign out here and at Watchword" }).click();
      await page.getByRole("heading", { name: "Sign out?" }).waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await page.getByRole("button", { name: "Sign out" }).click();
      await page.getByRole("link", { name: "Sign in with Watchword" }).waitFor();
      expect(page.url()).toBe(`${visit.appUrl}/`);
      await page.goto(`${visit.web.url}/sign-out?app=partner`);
      await page.getByRole("heading", { name: "You’re signed out" }).waitFor();
    });
  });

  it("works without scripts", async () => {
    const without = { javaScriptEnabled: false };
    await inFreshBrowser(
      visit.browser,
      async (page) => {
        await begin(page);
        await signInOnTheWay(page, visit, "grace@example.com");
        await page.getByRole("button", { name: "Sign in", exact: true }).click();
        await asked(page);
        await agree(page);
        await arrived(page);
        await page.getByRole("button", { name: "Sign out here and at Watchword" }).click();
        await page.getByRole("button", { name: "Sign out" }).click();
        await page.getByRole("link", { name: "Sign in with Watchword" }).waitFor();
        expect(page.url()).toBe(`${visit.appUrl}/`);
      },
      without,
    );
  });

  it("doesn't speak for somebody who signed in in the meantime", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      await visit.signIn(page);
      await begin(page);
      await asked(page);
      const other = await visit.signIn(await page.context().newPage(), { next: "/account" });
      await page.bringToFront();
      await agree(page);
      await page.getByText(other).waitFor();
    });
  });

  it("leaves no token or secret in a log, a Referer, a body or the address bar", async () => {
    await inFreshBrowser(visit.browser, async (page) => {
      const bodies: Promise<string>[] = [];
      const referers: string[] = [];
      const visited: string[] = [];
      page.on("request", (request) => referers.push(request.headers()["referer"] ?? ""));
      page.on("framenavigated", (frame) => visited.push(frame.url()));
      page.on("response", (response) => bodies.push(response.text().catch(() => "")));
      await visit.signIn(page);
      await begin(page);
      await asked(page);
      const [callback] = await Promise.all([
        page.waitForRequest((request) => request.url().includes("/callback?")),
        agree(page),
      ]);
      await arrived(page);
      const token = new URL(callback.url()).searchParams.get("token") ?? "";
      const jar = await page.context().cookies([visit.web.url, visit.appUrl]);
      const secrets = [
        token,
        ...jar
          .filter(({ name }) => ["watchword", "partner"].includes(name))
          .map(({ value }) => value),
      ];
      expect(secrets).toHaveLength(3);
      const written = [
        visit.web.output(),
        partner.output(),
        ...referers,
        ...visited,
        ...(await Promise.all(bodies)),
      ].join("\n");
      for (const secret of secrets) {
        expect(secret).toMatch(/^[\w-]{26,43}$/);
        expect(written).not.toContain(secret);
      }
    });
  });
});
