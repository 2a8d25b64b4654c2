import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askReady } from "./http-client.ts";
import {
  createDeployment,
  type Deployment,
  freePort,
  until,
  type WebProcess,
} from "./processes.ts";
import { get, sendRaw } from "./raw-http.ts";
import type { RunningProcess } from "./running-process.ts";

const TOKEN = "a-token-of-the-metrics";

let deployment: Deployment;
beforeAll(async () => {
  deployment = await createDeployment();
});
afterAll(() => deployment.close());

const ask = async (url: string, headers: Record<string, string> = {}) => {
  const response = await fetch(url, { headers });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

describe("a web process", () => {
  let web: WebProcess;
  beforeAll(async () => {
    web = await deployment.startWeb({ WORKER: "off", DRAIN_SECONDS: "300", METRICS_TOKEN: TOKEN });
  });

  it("says why it isn't ready only on its own machine and to callers with the token", async () => {
    const local = await askReady(web.listening);
    expect(local).toMatchObject({
      status: 200,
      body: { ok: true, checks: { mailer: "none has run yet" } },
    });
    const forwarded = { "x-forwarded-for": "203.0.113.5" };
    expect(await askReady(web.listening, forwarded)).toEqual({ status: 200, body: { ok: true } });
    const forged = { ...forwarded, "x-watchword-from-here": "1" };
    expect((await askReady(web.listening, forged)).body).toEqual({ ok: true });
    const wrong = { ...forwarded, authorization: "Bearer of another token" };
    expect((await askReady(web.listening, wrong)).body).toEqual({ ok: true });
    const right = { ...forwarded, authorization: `Bearer ${TOKEN}` };
    expect((await askReady(web.listening, right)).body).toEqual(local.body);
  });

  it("has metrics for Prometheus", async () => {
    const read = async () => {
      const headers = { authorization: `Bearer ${TOKEN}` };
      return (await fetch(`${web.listening}/api/metrics`, { headers })).text();
    };
    await until(async () => (await read()).includes('watchword_check_ok{check="keys"} 1'));
    expect(await read()).toContain('watchword_check_ok{check="mailer"} 0');
  });

  it("that is told to stop says so while it still serves, and a second signal ends it at once", async () => {
    void web.stop();
    const stopping = { status: 503, body: { ok: false, checks: { process: "stopping" } } };
    await until(async () => {
      const found = await ask(`${web.listening}/api/health/ready`);
      return JSON.stringify(found) === JSON.stringify(stopping);
    });
    expect(await ask(`${web.listening}/api/health/live`)).toMatchObject({ status: 200 });
    expect((await fetch(`${web.listening}/sign-in`)).status).toBe(200);
    expect(await web.stop()).toBe(1);
  });
});

describe("a worker", () => {
  let worker: RunningProcess;
  let url: string;
  beforeAll(async () => {
    const port = await freePort();
    url = `http://localhost:${port}`;
    const health = { WORKER_HEALTH_PORT: `${port}`, METRICS_TOKEN: TOKEN };
    worker = await deployment.startWorker(health);
  });

  it("is alive and ready, has metrics, serves nothing else, and stops", async () => {
    await until(async () => (await ask(`${url}/api/health/live`)).status === 200);
    expect(await askReady(url)).toMatchObject({
      status: 200,
      body: { checks: { claims: "ok", keys: "ok", mail: "ok", mailer: "ok" } },
    });
    const headers = { authorization: `Bearer ${TOKEN}` };
    const metrics = await (await fetch(`${url}/api/metrics`, { headers })).text();
    for (const name of [
      'mail_jobs{state="waiting"}',
      'logouts{state="later"}',
      "logouts_failing",
      "logout_oldest_seconds",
    ])
      expect(metrics).toContain(`watchword_${name} 0`);
    expect((await fetch(`${url}/sign-in`)).status).toBe(404);
    expect((await fetch(`${url}/api/metrics`)).status).toBe(401);
    for (const target of ["*", "http://[", "/%"])
      expect((await sendRaw(Number(new URL(url).port), get(target, "worker"))).status).toBe(404);
    expect(await worker.stop()).toBe(0);
  });
});

it("a process that may take more connections than the database gives isn't started", async () => {
  const starting = deployment.startWorker({ DATABASE_POOL_SIZE: "1000" });
  await expect(starting).rejects.toThrow(
    /may take 1001 connections, and the database gives \d+ \(max_connections\)/,
  );
});
