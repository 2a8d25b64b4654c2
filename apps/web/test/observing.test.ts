import { formsOf } from "@watchword/db/testing/forms";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { markedTrouble } from "./marked-trouble.ts";
import { type CollectedSpan } from "./otlp-collector.ts";
import { until } from "./processes.ts";
import { METRICS_TOKEN, type Observed, startObserved } from "./observed.ts";

let observed: Observed;
/** What Prometheus was told last. */
let metrics = "";

beforeAll(async () => {
  observed = await startObserved();
});
afterAll(() => observed.close());

async function rowsOf(table: string): Promise<string> {
  const { rows } = await sql<{ row: string }>`
    SELECT t::text AS row FROM ${sql.raw(table)} AS t`.execute(observed.owner);
  return rows.map(({ row }) => row).join("\n");
}

function scrape(authorization?: string): Promise<Response> {
  return fetch(`${observed.web.url}/api/metrics`, {
    headers: authorization ? { authorization } : {},
  });
}

async function readMetrics(): Promise<string> {
  const response = await scrape(`Bearer ${METRICS_TOKEN}`);
  expect(response.headers.get("cache-control")).toBe("no-store");
  metrics = await response.text();
  return metrics;
}

describe("the built app", () => {
  it("shows its metrics only to callers with the token", async () => {
    expect((await scrape()).status).toBe(401);
    expect((await scrape("Bearer a-wrong-token-that-is-marked")).status).toBe(401);
    expect((await scrape(METRICS_TOKEN)).status).toBe(401);
    expect((await scrape(`Bearer ${METRICS_TOKEN}`)).status).toBe(200);
  });

  it("counts calls, mails and guesses while people go through every flow", async () => {
    await observed.flows.signIn();
    await observed.flows.passwords();
    await observed.flows.changeAddress();
    await observed.flows.handOver();
    await until(async () =>
      (await readMetrics()).includes('watchword_mail_jobs{state="waiting"} 0'),
    );
    const told = metrics;
    for (const line of [
      'watchword_calls_total{procedure="emailOtp.signIn",outcome="granted",reason="none"} 1',
      'watchword_calls_total{procedure="emailOtp.signIn",outcome="refused",reason="INVALID_TOKEN"} 1',
      'watchword_call_duration_seconds_count{procedure="password.confirmSignUp"} 2',
      'watchword_calls_total{procedure="passwordReset.complete",outcome="granted",reason="none"} 1',
      'watchword_calls_total{procedure="emailChange.undo",outcome="granted",reason="none"} 1',
      'watchword_calls_total{procedure="oneTimeToken.verify",outcome="granted",reason="none"} 1',
      'watchword_calls_total{procedure="operator.address",outcome="granted",reason="none"} 1',
      'watchword_mails_last_hour{kind="email-otp",state="sent"} 2',
      'watchword_guesses_spent{digits="6"} 1',
      'watchword_guesses_limit{digits="6"} 5000',
      'watchword_mail_jobs{state="waiting"} 0',
      'watchword_password_hashes{state="running"} 0',
      "watchword_limiter_falling_back 0",
      "watchword_database_up 1",
    ])
      expect(told.split("\n")).toContain(line);
    expect(told).toMatch(/watchword_mail_seconds_to_sent_last_hour\{quantile="0.95"\} [\d.]+/);
    expect(told).toMatch(
      /watchword_http_request_duration_seconds_count\{method="GET",route="\/sign-in\/link\/\[token\]",status="3xx"\} 1/,
    );
    expect(told).toContain("nodejs_eventloop_lag_p99_seconds");
  });

  it("traces a call from its request down to its statements, and each mail", async () => {
    const { requestId } = await observed.caller.call("emailOtp.status", {
      otpId: crypto.randomUUID(),
    });
    const find = () =>
      observed.collector
        .spans()
        .find(({ attributes }) => attributes.some(({ value }) => value.stringValue === requestId));
    await until(() => find() !== undefined);
    const request = find();
    const trace = observed.collector.spans().filter(({ traceId }) => traceId === request?.traceId);
    const below = (span: CollectedSpan | undefined) =>
      trace.filter(({ parentSpanId }) => parentSpanId === span?.spanId);
    expect(request).toMatchObject({ name: "POST /api/trpc/[trpc]", service: "watchword-web" });
    const call = below(request).find(({ name }) => name === "emailOtp.status");
    expect(call).toBeDefined();
    expect(below(call).map(({ name }) => name)).toContain("SQL challenge_status");
    const told = () =>
      new Set(
        observed.collector
          .spans()
          .flatMap(({ service, name }) => (service === "watchword-worker" ? name : [])),
      );
    const steps = ["mail", "write", "resolve", "render", "deliver"];
    const called = ["open_mail", "open_notice", "keep_renditions", "settle_mails"];
    const names = new Set([...steps, "SQL SELECT", ...called.map((name) => `SQL ${name}`)]);
    await until(() => told().size >= names.size);
    expect(told()).toEqual(names);
  });

  it("writes a line for a refused call, with its request's id", async () => {
    const { requestId } = await observed.caller.call("emailOtp.signInWithLink", {
      token: "nothing",
    });
    const lines = () => observed.web.output().split("\n").slice(0, -1);
    const line = () => lines().find((text) => text.includes(requestId) && text.includes("refused"));
    await until(() => line() !== undefined);
    expect(JSON.parse(line() ?? "{}")).toMatchObject({
      level: "info",
      procedure: "emailOtp.signInWithLink",
      outcome: "refused",
      reason: "INVALID_TOKEN",
      requestId,
    });
  });

  it("goes on while all sorts of things fail", async () => {
    const trouble = markedTrouble(observed);
    await trouble.askOddly();
    await trouble.refuseRows();
    await trouble.cutConnections();
    await trouble.failMails();
    await trouble.refuseMail();
    await observed.flows.leave();
    await readMetrics();
    for (const told of ["23514", "marked", "UNAVAILABLE"])
      await until(() => observed.web.output().includes(told));
  });
});

describe("the output, metrics, spans and tables of the built app", () => {
  let surfaces: Record<string, string>;
  beforeAll(async () => {
    expect(await Promise.all([observed.web.stop(), observed.worker.stop()])).toEqual([0, 0]);
    surfaces = {
      "the web process's output": observed.web.output(),
      "the worker's output": observed.worker.output(),
      metrics,
      spans: observed.collector.bodies.join("\n"),
      mails: await rowsOf("mails"),
      "alerts' messages": await rowsOf("alert_messages"),
      audit: await rowsOf("audit_events"),
    };
  });

  it("have content in which secrets are searched", () => {
    expect(surfaces["the web process's output"]).toContain("A procedure failed");
    expect(surfaces["the worker's output"]).toContain("A mail wasn't settled");
    expect(surfaces.metrics).toContain("watchword_calls_total");
    expect(surfaces.spans).toContain("password.confirmSignUp");
    expect(surfaces.mails).toContain("email-otp");
    expect(surfaces.audit).toContain("email-change.confirm");
    const kinds = new Set(
      [...observed.caller.secrets.keys()].map((name) => name.replace(/ \d+$/, "")),
    );
    expect(kinds.size).toBeGreaterThan(9);
    expect(observed.caller.codes.size).toBeGreaterThan(3);
  });

  it("contain no secret that anybody typed, was mailed or has, as it is or in another form", () => {
    const found = Object.entries(surfaces).flatMap(([surface, text]) =>
      [...observed.caller.secrets]
        .filter(([, secret]) => formsOf(secret).some((form) => text.includes(form)))
        .map(([name]) => `${name} in ${surface}`),
    );
    expect(found).toEqual([]);
  });

  it("contain no code either", () => {
    for (const [surface, text] of Object.entries(surfaces)) {
      for (const code of observed.caller.codes) {
        expect(text, surface).not.toMatch(new RegExp(`(?<![0-9a-f.])${code}(?![0-9a-f])`));
        const encoded = formsOf(code).filter((form) => form.length > code.length);
        for (const form of encoded) expect(text, surface).not.toContain(form);
      }
    }
  });
});
