import { readFile } from "node:fs/promises";
import path from "node:path";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { describe, expect, it } from "vitest";
import { REASONS, RefusalError } from "../src/refusal.ts";
import { appRouter } from "../src/router.ts";

const FILE = path.resolve(import.meta.dirname, "../../../docs/api.md");

describe("docs/api.md", () => {
  it("lists every procedure except the operators', and no other", async () => {
    const rows = (await readFile(FILE, "utf8")).matchAll(/^\| `([a-z]\w+\.\w+)`/gm);
    const names = Array.from(rows, ([, name]) => name);
    const procedures = Object.keys(appRouter._def.procedures);
    const others = procedures.filter((name) => !name.startsWith("operator."));
    expect(names.toSorted()).toEqual(others.toSorted());
  });

  it("lists every reason for a refusal with its status", async () => {
    const rows = (await readFile(FILE, "utf8")).matchAll(/^\| `([A-Z_]+)` \| (\d+) \|/gm);
    const statuses = Object.fromEntries(Array.from(rows, ([, reason, status]) => [reason, status]));
    const expected = REASONS.map((reason) => {
      return [reason, String(getHTTPStatusCodeFromError(new RefusalError({ reason })))];
    });
    expect(statuses).toEqual(Object.fromEntries(expected));
  });
});
