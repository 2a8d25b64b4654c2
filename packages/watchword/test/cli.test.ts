import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { createTestDatabase, type TestDatabase } from "@watchword/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const CLI = join(import.meta.dirname, "../src/cli.ts");
const SECRET = "a secret of more than thirty-two bytes for tests";

let database: TestDatabase;
let environment: Record<string, string>;
beforeAll(async () => {
  database = await createTestDatabase();
  environment = {
    DATABASE_URL: database.ownerUrl,
    DATABASE_SCHEMA: "inside_the_app",
    WATCHWORD_SECRET: SECRET,
  };
});
afterAll(() => database.drop());

interface Ended {
  code: number;
  said: string;
}

function watchword(args: string[], env = environment): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [CLI, ...args], { env }, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, said: stdout + stderr }),
    );
  });
}

describe("the command", () => {
  it("says what it can do, and what was typed wrongly", async () => {
    expect(await watchword(["--help"])).toMatchObject({
      code: 0,
      said: expect.stringMatching(/^Usage: watchword/),
    });
    const wrong = await watchword(["users", "delete", "ada@example.com"]);
    expect(wrong).toMatchObject({
      code: 2,
      said: expect.stringMatching(/There is no command users delete/),
    });
    expect(await watchword(["migrate"], {})).toMatchObject({
      code: 2,
      said: expect.stringMatching(/DATABASE_URL: it isn't set/),
    });
  });

  it("says that a database isn't migrated, migrates it, and then finds nothing wrong", async () => {
    const before = await watchword(["doctor"]);
    expect(before).toMatchObject({
      code: 1,
      said: expect.stringMatching(/WRONG the database's schema: .*migrate/),
    });
    expect(await watchword(["migrate"])).toEqual({
      code: 0,
      said: "The schema inside_the_app is up to date.\n",
    });
    const after = await watchword(["doctor"]);
    expect(after.said).toMatch(/^ok {4}the database was made with this secret$/m);
    expect(after.said).toMatch(/^note {2}a mailer: none has run lately/m);
    expect(after.code).toBe(0);
  });

  it("makes, finds and lists accounts", async () => {
    const made = await watchword(["users", "create", "Ada@Example.com", "--verified"]);
    expect(JSON.parse(made.said)).toMatchObject({ email: "ada@example.com", collection: "users" });
    await watchword(["users", "create", "bob@example.com"]);
    const elsewhere = ["users", "create", "ada@example.com", "--collection", "staff"];
    expect(JSON.parse((await watchword(elsewhere)).said)).toMatchObject({ collection: "staff" });
    const taken = await watchword(["users", "create", "bob@example.com"]);
    expect(taken).toMatchObject({ code: 2, said: expect.stringMatching(/This address is taken/) });
    const found = await watchword(["users", "find", "ada@example.com"]);
    expect(found.said.split("\n")).toContain(made.said.trim());
    expect(found.said.trim().split("\n")).toHaveLength(2);
    expect(await watchword(["users", "find", "nobody@example.com"])).toEqual({ code: 1, said: "" });
    const listed = await watchword(["users", "list", "--after", "ada@example.com"]);
    expect(JSON.parse(listed.said)).toMatchObject({
      email: "bob@example.com",
      emailVerifiedAt: null,
    });
  });

  it("makes another key for an app each time, with the hash that registers it", async () => {
    const { said } = await watchword(["app-key"], {});
    const [key = ""] = /^wwa_[\w-]{43}$/m.exec(said) ?? [];
    const [hash = ""] = /^[0-9a-f]{64}$/m.exec(said) ?? [];
    expect(createHash("sha256").update(key).digest("hex")).toBe(hash);
    expect((await watchword(["app-key"], {})).said).not.toBe(said);
  });

  it("says which secret, database or password is wrong, without a stack", async () => {
    const short = await watchword(["doctor"], { ...environment, WATCHWORD_SECRET: "short" });
    expect(short).toMatchObject({
      code: 1,
      said: expect.stringMatching(/WRONG the secret: .*32 bytes/),
    });
    const nowhere = { ...environment, DATABASE_URL: "postgres://watchword@127.0.0.1:1/nothing" };
    const away = await watchword(["doctor"], nowhere);
    expect(away).toMatchObject({
      code: 1,
      said: expect.stringMatching(/WRONG the database: .*out of reach.*ECONNREFUSED/),
    });
    const url = new URL(database.ownerUrl);
    url.password = "not the password";
    const refused = await watchword(["users", "list"], { ...environment, DATABASE_URL: url.href });
    expect(refused.code).toBe(1);
    expect(refused.said).toMatch(/^The database refuses: password authentication failed/);
    expect(refused.said).not.toContain("    at ");
  });
});
