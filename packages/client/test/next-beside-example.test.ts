import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RunningProgram, startProgram } from "@watchword/db/testing/program";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createExampleProject } from "../../../tooling/example-project.ts";
import { execute } from "../../../tooling/packed.ts";
import { agree, openBrowser } from "./browser.ts";
import { packed } from "./packed-project.ts";
import { startWatchword, type Watchword } from "./watchword.ts";

let folder: string;
let watchword: Watchword;
let app: RunningProgram;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "watchword-next-beside-"));
  await createExampleProject("next-beside", folder, packed);
  const next = join(folder, "node_modules/.bin/next");
  await execute(folder, next, ["build"]);
  app = await startProgram(folder, [next, "start"], async (origin) => {
    watchword = await startWatchword([{ id: "beside", origin }]);
    return { WATCHWORD_URL: watchword.url, APP_ORIGIN: origin };
  });
});
afterAll(async () => {
  await app.kill();
  await Promise.all([watchword.close(), rm(folder, { recursive: true })]);
});

it("a Next app beside Watchword signs its people in there, guards its pages and signs out", async () => {
  const browser = openBrowser();
  const ask = (request: Request) => fetch(request, { redirect: "manual" });
  const visit = (path: string, init?: RequestInit) => browser.visit(ask, app.url + path, init);
  const leadsTo = (response: Response) => response.headers.get("location");

  expect(await (await visit("/")).text()).toContain("Sign in with Watchword");
  expect(leadsTo(await visit("/members"))).toContain("/sign-in?next=%2Fmembers");
  const sentTo = leadsTo(await visit("/sign-in?next=/members"));
  expect(sentTo).toContain(`${watchword.url}/handoff?app=beside`);

  const session = await watchword.signIn("ada@example.com");
  const callback = await visit(await agree(watchword.url, sentTo, session));
  expect(leadsTo(callback)).toBe(`${app.url}/members`);
  expect(await (await visit("/members")).text()).toContain("ada@example.com");
  expect(await (await visit("/")).text()).toContain("Hello");

  const fromElsewhere = await visit("/sign-out", {
    method: "POST",
    headers: { origin: "https://evil.example" },
  });
  expect(fromElsewhere.status).toBe(403);
  await visit("/sign-out", { method: "POST", headers: { origin: app.url } });
  expect(await (await visit("/")).text()).toContain("Sign in with Watchword");
});
