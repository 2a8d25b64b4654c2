import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { parseEnv } from "../src/environment/env.ts";
import { environment } from "../src/environment/variables.ts";
import { commandOf } from "./processes.ts";

const ROOT = path.resolve(import.meta.dirname, "../../..");

/** What `docs/deploy.md` puts beside the compose file. */
const GIVEN: Record<string, string> = {
  WATCHWORD_SECRET: "a secret of more than thirty-two bytes for tests",
  POSTGRES_PASSWORD: "0123",
  OWNER_PASSWORD: "4567",
  APP_PASSWORD: "89ab",
  PUBLIC_URL: "https://sign-in.example.com",
  TRUSTED_PROXY_HOPS: "1",
  EMAIL_FROM: "Example <sign-in@example.com>",
  RESEND_API_KEY: "re_123",
};

/** What the file decides itself, or leaves as the image has it. */
const ITS_OWN = new Set([
  "MIGRATION_DATABASE_URL",
  "NODE_ENV",
  "PORT",
  "HOST",
  "DATA_DIR",
  "MAILBOX_DIR",
  "WORKER",
  "WORKER_HEALTH_PORT",
  "UPSTASH_REDIS_REST_URL",
  "UPSTASH_REDIS_REST_TOKEN",
  "VERCEL",
  "CRON_SECRET",
]);

interface Service {
  command?: string[];
  environment?: Record<string, string>;
}

/** As compose does: `${NAME:?}` must be there, `${NAME:-}` may be empty. */
function interpolate(text: string): string {
  return text.replaceAll(/\$\{(\w+):([?-])\}/g, (_, name: string, kind: string) => {
    const value = GIVEN[name];
    if (value === undefined && kind === "?") throw new Error(`${name} is missing`);
    return value ?? "";
  });
}

it.each([
  ["web", "start"],
  ["worker", "worker"],
] as const)("systemd starts %s as the scripts do", async (unit, script) => {
  const text = await readFile(path.join(ROOT, `deploy/systemd/watchword-${unit}.service`), "utf8");
  expect(text).toContain(`\nExecStart=/usr/bin/node ${commandOf(script).join(" ")}\n`);
});

describe("the compose file", async () => {
  const text = await readFile(path.join(ROOT, "compose.yaml"), "utf8");
  const { services } = parse(text, { merge: true }) as { services: Record<string, Service> };

  function environmentOf(name: string): Record<string, string> {
    const entries = Object.entries(services[name]?.environment ?? {});
    return Object.fromEntries(entries.map(([variable, value]) => [variable, interpolate(value)]));
  }

  it.each(["web", "worker", "migrate"])("gives %s an environment that it starts with", (name) => {
    const env = parseEnv(environmentOf(name));
    expect(env.databaseUrl).toBe("postgres://watchword_app:89ab@postgres:5432/watchword");
    expect(env.redisUrl).toBe("redis://redis:6379");
    expect(env.resend).not.toBeNull();
  });

  it.each(["web", "worker", "migrate"])("passes every other variable on to %s", (name) => {
    const passed = environmentOf(name);
    const others = Object.keys(environment.shape).filter((variable) => !ITS_OWN.has(variable));
    expect(others.filter((variable) => !(variable in passed))).toEqual([]);
  });

  it("gives the owner's role only to migrations", () => {
    const owners = Object.keys(services).filter(
      (name) => "MIGRATION_DATABASE_URL" in environmentOf(name),
    );
    expect(owners).toEqual(["migrate"]);
  });

  it("starts each process as the scripts do", async () => {
    const dockerfile = await readFile(path.join(ROOT, "Dockerfile"), "utf8");
    const image = /^CMD (.*)$/m.exec(dockerfile)?.[1] ?? "";
    expect(JSON.parse(image)).toEqual(["node", ...commandOf("start")]);
    expect(services.worker?.command).toEqual(["node", ...commandOf("worker")]);
    expect(services.migrate?.command).toEqual(["node", ...commandOf("db:migrate")]);
  });

  it("leaves mail to workers", () => {
    expect(parseEnv(environmentOf("web")).runsWorker).toBe(false);
    expect(parseEnv(environmentOf("worker")).runsWorker).toBe(true);
  });
});
