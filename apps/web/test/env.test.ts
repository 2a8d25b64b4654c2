import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { environment, parseEnv } from "../src/env.ts";

describe("the environment", () => {
  it("is documented in .env.example, every variable and no other", async () => {
    const file = path.resolve(import.meta.dirname, "../../../.env.example");
    const documented = (await readFile(file, "utf8")).matchAll(/^# ([A-Z_]+)=/gm);
    const names = Array.from(documented, ([, name]) => name);
    expect(names.toSorted()).toEqual(Object.keys(environment.shape).toSorted());
  });

  it("needs nothing", () => {
    expect(parseEnv({})).toMatchObject({
      databaseUrl: null,
      secrets: null,
      publicUrl: "http://localhost:3000",
      trustedProxyHops: 0,
      runsWorker: true,
    });
    expect(parseEnv({ PORT: "4000", DATABASE_URL: "" }).publicUrl).toBe("http://localhost:4000");
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

  it("says everything that is wrong at once", () => {
    const wrong = {
      DATABASE_URL: "mysql://localhost",
      WATCHWORD_SECRET: "short",
      PORT: "99999",
      WORKER: "maybe",
      WATCHWORD_POLICY: '{"emailOtp":{"digits":4}}',
    };
    expect(() => parseEnv(wrong)).toThrow(
      /DATABASE_URL[^]*WATCHWORD_SECRET[^]*PORT[^]*WORKER[^]*WATCHWORD_POLICY[^]*digits/,
    );
  });

  it.each([
    [{ DATABASE_URL: "postgres://localhost/watchword" }, /WATCHWORD_SECRET[^]*PUBLIC_URL/],
    [{ PUBLIC_URL: "https://id.example.com" }, /TRUSTED_PROXY_HOPS[^]*mailbox/],
    [{ WATCHWORD_POLICY: "{" }, /WATCHWORD_POLICY/],
    [{ WATCHWORD_POLICY: '{"surprise":1}' }, /surprise/],
  ])("refuses %j", (variables, why) => expect(() => parseEnv(variables)).toThrow(why));
});
