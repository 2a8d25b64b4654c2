import { text } from "node:stream/consumers";
import type { OverviewPoint, RecordedEvent } from "@watchword/auth/operator";
import { describe, expect, it } from "vitest";
import { count, duration, share } from "../src/app/operator/chart/figures.ts";
import { FORMATS } from "../src/app/operator/events/export/formats.ts";
import { findUnusual } from "../src/app/operator/overview/unusual.ts";

describe("figures for operators", () => {
  it("are written with as much as one reads", () => {
    expect([850, 34_400, 130_000, 3_600_000, 11_100_000].map(duration)).toEqual([
      "850 ms",
      "34 s",
      "2 min 10 s",
      "1 h",
      "3 h 5 min",
    ]);
    expect(count(12_345)).toBe("12,345");
  });

  it("never say all or nothing where something is missing or there", () => {
    expect([share(0, 9), share(1, 1e6), share(999_999, 1e6), share(9, 9)]).toEqual([
      "0%",
      "0.1%",
      "99.9%",
      "100%",
    ]);
  });

  it("mark the hours of an attack, and no ordinary ones", () => {
    expect([...findUnusual(week([3, 9, 4, 900, 1_200, 5, 2])).steps]).toEqual(["3", "4"]);
    expect(findUnusual(week([0, 0, 19, 0])).steps.size).toBe(0);
    expect(findUnusual(week([40, 90, 55, 70])).steps.size).toBe(0);
  });
});

describe("events in a file", () => {
  it("are no formulas to a spreadsheet, whatever a stranger called themselves", async () => {
    const said = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", 'say "hi", he said'];
    const csv = await text(FORMATS.csv.write(pages(said)));
    const cells = ["'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\tx"];
    for (const cell of cells) expect(csv).toContain(`,${cell},`);
    expect(csv).toContain(`"'\rx"`);
    expect(csv).toContain(`"say ""hi"", he said"`);
  });

  it("are a line of JSON each", async () => {
    const lines = await text(FORMATS.jsonl.write(pages(["=1+1", "a\nb"])));
    expect(
      lines
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line).device),
    ).toEqual(["=1+1", "a\nb"]);
  });

  async function* pages(devices: string[]): AsyncGenerator<RecordedEvent[]> {
    for (const device of devices) yield [{ ...EVENT, device }];
  }
});

function week(refusals: number[]): OverviewPoint[] {
  return refusals.map((refused, hour) => ({ ...QUIET, at: String(hour), refused }));
}

const QUIET = {
  requested: 0,
  sent: 0,
  delivered: 0,
  undelivered: 0,
  signedIn: 0,
  timeToSignInMs: null,
};

const EVENT: RecordedEvent = {
  id: "d6a8a5a4-6f3e-4d3c-9c6e-0c1f6a1b2c3d",
  at: "2026-11-20T10:00:00.000Z",
  event: "email-otp.request",
  outcome: "granted",
  reason: null,
  userId: null,
  address: "a•••@example.com",
  actor: null,
  tokenId: null,
  client: null,
  device: null,
  requestId: null,
};
