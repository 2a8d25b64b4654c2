import type { Proxy } from "@watchword/db/testing/proxy";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDistantDeployment, type Deployment, until, type WebProcess } from "./processes.ts";

let network: Proxy;
let deployment: Deployment;
let web: WebProcess;

beforeAll(async () => {
  const distant = await createDistantDeployment();
  ({ network } = distant);
  deployment = distant;
  web = await deployment.startWeb();
  // It has loaded its code.
  await until(async () => (await ask(0)).status === 200);
});
afterAll(() => deployment.close());

interface Answer {
  status: number;
  ms: number;
}

async function answerOf(request: Promise<Response>): Promise<Answer> {
  const start = performance.now();
  const { status } = await request;
  return { status, ms: performance.now() - start };
}

const ask = (n: number) =>
  answerOf(
    fetch(`${web.listening}/api/trpc/emailOtp.request`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email: `person-${n}@example.com` }),
    }),
  );

const open = (page: string) =>
  answerOf(
    fetch(`${web.listening}${page}`, {
      redirect: "manual",
      headers: { cookie: `watchword=${"a".repeat(43)}` },
    }),
  );

/**
 * Who waits for a silent database gives up within 12 s, a slow machine later; left to the network, after many minutes.
 */
const IN_TIME_MS = 32_000;

const PAGES = ["/", "/sign-in", "/sign-up", "/account", "/account/device", "/operator"];
const people = (many: number) => Promise.all(Array.from({ length: many }, (_, n) => ask(n)));

function expectAnswers(answers: Answer[], allowed: number[]): void {
  expect(allowed).toEqual(
    expect.arrayContaining([...new Set(answers.map(({ status }) => status))]),
  );
  expect(Math.max(...answers.map(({ ms }) => ms))).toBeLessThan(IN_TIME_MS);
}

test("open connections that fall silent cost whoever is asking a 503 in time, and nobody after that", async () => {
  expectAnswers(await people(20), [200]);
  network.silence();
  expectAnswers(await people(30), [200, 503]);
  expectAnswers(await people(30), [200]);
  const before = (await deployment.writtenMails()).length;
  await ask(1_000);
  await until(async () => (await deployment.writtenMails()).length > before);
});

test("while the database is silent, a hand-off is unavailable, because nobody knows whether its app is registered", async () => {
  const answerAt = async (page: string) => {
    const answer = await fetch(web.listening + page);
    const title = /<title>(.*?)<\/title>/.exec(await answer.text())?.[1];
    return [answer.status, title];
  };
  for (const page of ["/handoff?app=notes", "/handoff/start?app=notes"]) {
    expect(await answerAt(page), page).toEqual([200, "This link isn’t valid · Watchword"]);
    network.hold();
    // What was read a moment ago still counts.
    await until(async () => (await answerAt(page))[0] !== 200);
    expect(await answerAt(page), page).toEqual([503, "We’re having trouble · Watchword"]);
    network.resume();
    await until(async () => (await answerAt(page))[0] === 200);
  }
});

test("while the database is silent, a page that needs it says so in its title too", async () => {
  network.hold();
  const page = await fetch(`${web.listening}/account`, {
    headers: { cookie: `watchword=${"a".repeat(43)}` },
  });
  network.resume();
  const html = await page.text();
  expect(page.status).toBe(503);
  expect(html).toContain("<title>We’re having trouble · Watchword</title>");
  expect(html).not.toContain("<title>Account");
});

test("while the database is silent, an export of events is unavailable, because nobody knows who is an operator", async () => {
  const form = new FormData();
  form.set("format", "csv");
  network.hold();
  const { status } = await fetch(`${web.listening}/operator/events/export`, {
    method: "POST",
    headers: { cookie: `watchword=${"a".repeat(43)}`, origin: web.url },
    body: form,
  });
  network.resume();
  expect(status).toBe(503);
});

test("while the database is silent, calls are 503 and pages aren't 500, all in time", async () => {
  network.hold();
  const answers = await Promise.all([people(15), Promise.all(PAGES.map(open))]);
  expectAnswers(answers[0], [503]);
  expectAnswers(answers[1], [200, 303, 307, 404, 503]);
  network.resume();
  await until(async () => (await ask(1)).status === 200);
});

test("a web process with its worker ends in time after SIGTERM while the database is silent", async () => {
  network.hold();
  const calls = people(5).catch(() => {});
  const start = performance.now();
  await web.stop();
  expect(performance.now() - start).toBeLessThan(IN_TIME_MS);
  await calls;
});
