import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { parseEnv as parseDotEnv } from "node:util";
import { describe, expect, it } from "vitest";
import { parseEnv } from "../src/environment/env.ts";
import { environment } from "../src/environment/variables.ts";

describe("the environment", () => {
  it("is documented in .env.example, every variable and no other", async () => {
    const file = path.resolve(import.meta.dirname, "../../../.env.example");
    const documented = (await readFile(file, "utf8")).matchAll(/^# ([A-Z_]+)=/gm);
    const names = Array.from(documented, ([, name]) => name);
    expect(names.toSorted()).toEqual(Object.keys(environment.shape).toSorted());
  });

  it("is in the tables of docs/environment.md, every variable and no other", async () => {
    const file = path.resolve(import.meta.dirname, "../../../docs/environment.md");
    const rows = (await readFile(file, "utf8")).match(/^\| `[A-Z_]+`.*$/gm) ?? [];
    const names = rows.flatMap((row) => row.split("|")[1]?.match(/[A-Z_]+/g) ?? []);
    expect(names.toSorted()).toEqual(Object.keys(environment.shape).toSorted());
  });

  it("means the same to Node and to a shell, by the examples in .env.example", async () => {
    const file = path.resolve(import.meta.dirname, "../../../.env.example");
    const lines = (await readFile(file, "utf8")).match(/^# [A-Z_]+=.*$/gm) ?? [];
    const examples = lines.map((line) => line.slice(2)).join("\n");
    const toNode = parseDotEnv(examples);
    const sayAll = [process.execPath, "-p", "JSON.stringify(process.env)"];
    const said = execFileSync("sh", ["-c", `set -a\n${examples}\n"$@"`, "sh", ...sayAll]);
    expect(JSON.parse(said.toString())).toMatchObject(toNode);
    const { BRAND, WATCHWORD_APPS, WATCHWORD_POLICY } = toNode;
    expect(parseEnv({ BRAND, WATCHWORD_APPS, WATCHWORD_POLICY })).toMatchObject({
      brand: { name: "Acme" },
      apps: [{ id: "partner" }],
      policy: { emailOtp: { digits: 8 } },
    });
  });

  it("may be empty", () => {
    expect(parseEnv({})).toMatchObject({
      databaseUrl: null,
      secrets: null,
      publicUrl: "http://localhost:3000",
      trustedProxyHops: 0,
      runsWorker: true,
    });
    expect(parseEnv({ PORT: "4000", DATABASE_URL: "" }).publicUrl).toBe("http://localhost:4000");
  });

  it("lets nobody read metrics by default, and refuses a token that can be guessed", () => {
    expect(parseEnv({})).toMatchObject({
      metricsToken: null,
      otlpEndpoint: null,
      logLevel: "info",
    });
    expect(() => parseEnv({ METRICS_TOKEN: "metrics" })).toThrow(/METRICS_TOKEN: Needs 16/);
    expect(() => parseEnv({ OTEL_EXPORTER_OTLP_ENDPOINT: "collector:4317" })).toThrow(/OTLP/);
  });

  it("names a schema of Watchword's own by default", () => {
    expect(parseEnv({}).databaseSchema).toBe("watchword");
    expect(parseEnv({ DATABASE_SCHEMA: "sign_in" }).databaseSchema).toBe("sign_in");
    for (const DATABASE_SCHEMA of ["public", "pg_catalog", "Sign-In"])
      expect(() => parseEnv({ DATABASE_SCHEMA })).toThrow(/DATABASE_SCHEMA: /);
  });

  it("takes a list of secrets and keeps a public URL's origin", () => {
    const [one, two] = ["a".repeat(32), "b".repeat(32)];
    const env = parseEnv({
      DATABASE_URL: "postgres://localhost/watchword",
      WATCHWORD_SECRET: `${one}, ${two}`,
      PUBLIC_URL: "http://127.0.0.1:3000/",
    });
    expect(env).toMatchObject({ secrets: [one, two], publicUrl: "http://127.0.0.1:3000" });
  });

  it.each([
    ["https://example.com/auth", "Has a path"],
    ["https://example.com//", "Has a path"],
    ["https://ada:secret@example.com", "a user or a password"],
    ["https://ada@example.com", "a user or a password"],
    ["https://example.com?x=1", "Has a query"],
    ["https://example.com/#top", "Has a query or a fragment"],
    ["https://example.com.", "ends in a dot"],
    ["http://sign-in.example.com", "Needs https"],
    ["http://203.0.113.9:3000", "Needs https"],
    ["ftp://example.com", "Not an http"],
    ["example.com", "Not an http"],
  ])("refuses the public URL %s: %s", (PUBLIC_URL, words) => {
    expect(() => parseEnv({ PUBLIC_URL })).toThrow(words);
    expect(() => parseEnv({ PUBLIC_URL })).not.toThrow(/secret/);
  });

  it.each([
    ["HTTPS://Sign-In.EXAMPLE.com:443/", "https://sign-in.example.com"],
    ["https://b\u00fccher.example", "https://xn--bcher-kva.example"],
    ["http://watchword:3000", "http://watchword:3000"],
    ["http://192.168.1.7:3000", "http://192.168.1.7:3000"],
    ["http://[fd00::7]:3000", "http://[fd00::7]:3000"],
    ["http://sign-in.internal", "http://sign-in.internal"],
  ])("accepts the public URL %s as %s", (PUBLIC_URL, publicUrl) => {
    const smtp = { SMTP_URL: "smtps://mail.example.com", EMAIL_FROM: "a@example.com" };
    expect(parseEnv({ PUBLIC_URL, TRUSTED_PROXY_HOPS: "1", ...smtp }).publicUrl).toBe(publicUrl);
  });

  it("allows SMTP in the clear only if the URL says so", () => {
    const given = { EMAIL_FROM: "a@example.com" };
    const url = "smtp://relay.example.com:25?tls=off";
    expect(parseEnv({ ...given, SMTP_URL: url }).smtpUrl).toBe(url);
    for (const SMTP_URL of ["smtps://relay.example.com?tls=off", "smtp://relay.example.com?tls=on"])
      expect(() => parseEnv({ ...given, SMTP_URL })).toThrow(/SMTP_URL: .*tls=off/);
  });

  it.each(["", "  ", "x", "1.5", "-1", "0x10", "1e3", "999999999"])(
    "says which numbers are accepted instead of %j",
    (PORT) => {
      if (PORT === "") return expect(parseEnv({ PORT }).port).toBe(3000);
      expect(() => parseEnv({ PORT })).toThrow("PORT: Not a whole number from 1 to 65535");
    },
  );

  it("keeps unused connections longer than balancers do, and for a shorter time without one", () => {
    expect(parseEnv({}).keepAliveSeconds).toBe(75);
    expect(parseEnv({ TRUSTED_PROXY_HOPS: "1" }).keepAliveSeconds).toBe(620);
    expect(parseEnv({ KEEP_ALIVE_SECONDS: "30" }).keepAliveSeconds).toBe(30);
  });
});
