import type { Reason } from "@watchword/api/refusal";
import { text } from "node:stream/consumers";
import type { OverviewPoint, RecordedEvent } from "@watchword/auth/operator";
import { describe, expect, it } from "vitest";
import { count, duration, share } from "../src/app/operator/chart/figures.ts";
import { COUNTS, DURATIONS } from "../src/app/operator/chart/measures.ts";
import { answerRefusal } from "../src/app/operator/events/export/answer-refusal.ts";
import { FORMATS } from "../src/app/operator/events/export/formats.ts";
import { burstWords } from "../src/app/operator/overview/burst-words.ts";
import { findUnusual } from "../src/app/operator/overview/unusual.ts";
import { mailWords } from "../src/app/operator/words/mail-words.ts";
import { reasonWords } from "../src/app/operator/words/reason-words.ts";
import { timeSpan } from "../src/app/operator/words/time.tsx";

/** With spaces at which no line is broken. */
const unbroken = (figure: string) => figure.replaceAll(" ", "\u00a0");

describe("figures for operators", () => {
  it("are rounded to what people read", () => {
    expect([850, 34_400, 130_000, 3_600_000, 11_100_000].map(duration)).toEqual(
      ["850 ms", "34 s", "2 min 10 s", "1 h", "3 h 5 min"].map(unbroken),
    );
    expect(count(12_345)).toBe("12,345");
  });

  it("are never rounded to 0% or 100%", () => {
    expect([share(0, 9), share(1, 1e6), share(999_999, 1e6), share(9, 9)]).toEqual([
      "0%",
      "0.1%",
      "99.9%",
      "100%",
    ]);
  });

  it("have round lines in charts, of which the highest is at least as high as the highest value", () => {
    expect(COUNTS.levels(0)).toEqual([0, 1]);
    expect(COUNTS.levels(3)).toEqual([0, 1, 2, 3]);
    expect(COUNTS.levels(431)).toEqual([0, 100, 200, 300, 400, 500]);
    const lines = (ms: number) => DURATIONS.levels(ms).map(duration);
    expect(lines(0)).toEqual(["0 ms", "100 ms"].map(unbroken));
    expect(lines(57_000)).toEqual(["0 ms", "15 s", "30 s", "45 s", "60 s"].map(unbroken));
    expect(lines(3_700_000)).toEqual(["0 ms", "30 min", "1 h", "1 h 30 min"].map(unbroken));
    expect(lines(20 * 86_400_000).at(-1)).toBe(unbroken("480 h"));
  });

  it("have a time span that names its day once, or both days", () => {
    const at = (date: number, time: string) => `2026-11-${date}T${time}:00.000Z`;
    expect(timeSpan(at(20, "14:00"), at(20, "14:30"))).toBe("20 Nov, 14:00–14:30");
    expect(timeSpan(at(20, "23:30"), at(21, "00:00"))).toBe("20 Nov, 23:30 – 21 Nov, 00:00");
  });

  it("report the newest burst, and how many came before it", () => {
    const hour = 3_600;
    const refusals = [...Array(9).fill(4), 900, 7, 1_200, 4, 4, 4, 300, 4, 4];
    const told = (counts: number[]) => burstWords(findUnusual(day(counts)), hour);
    expect(told(refusals)).toBe(
      "300 calls were refused within 1\u00a0h, from 20 Nov, 15:00 (UTC); 4 in 1\u00a0h are usual. It’s over for now. There was another burst before it.",
    );
    expect(told(refusals.slice(0, 13))).toBe(
      "2,107 calls were refused within 3\u00a0h, from 20 Nov, 09:00 (UTC); 4 in 1\u00a0h are usual. It’s still going on.",
    );
    expect(told([300, ...refusals])).toMatch(/ 2 other bursts came before it\.$/);
    expect(told([4, 4, 4])).toBeNull();
  });

  it("mark the hours of an attack, and no ordinary ones", () => {
    expect([...findUnusual(week([3, 9, 4, 900, 1_200, 5, 2])).steps]).toEqual(["3", "4"]);
    expect(findUnusual(week([0, 0, 19, 0])).steps.size).toBe(0);
    expect(findUnusual(week([40, 90, 55, 70])).steps.size).toBe(0);
  });
});

describe("a recorded reason", () => {
  it.each([
    ["INVALID_TOKEN", "wrong, used or unknown code or link"],
    ["unwritable", "the email couldn’t be written; the log says why"],
    ["hard", "the mailbox doesn’t exist"],
    ["smtp: 550 5.7.1 RCPT TO", "the mail server refused the email"],
    ["smtp: 550 5.1.1 RCPT TO", "the mailbox doesn’t exist"],
    ["smtp: 452 4.2.2 DATA", "the mailbox is full or got too many emails"],
    ["smtp: 535 5.7.8 AUTH LOGIN", "the mail server didn’t accept our user name or password"],
    ["smtp: 421 CONN", "the mail server had a problem of its own"],
    ["smtp: 554 CONN", "the mail server refused us"],
    ["smtp: ETIMEDOUT CONN", "the mail server couldn’t be reached"],
    ["resend: invalid_from_address 422", "the provider didn’t accept the sender’s address"],
    ["resend: monthly_quota_exceeded 429", "the provider’s quota is used up"],
    ["resend: internal_server_error 500", "the provider had a problem of its own"],
    ["resend: unknown (no answer)", "the provider didn’t answer"],
    ["resend: validation_error 400", "the provider refused the email"],
    ["mailbox: ENOSPC", "the mailbox folder couldn’t be written"],
    ["of a later version", "another reason"],
  ])("is explained in words, with the reason itself beside them: %s", (reason, words) => {
    expect(reasonWords(reason)).toBe(`${words} (${reason})`);
  });
});

it("a kind of mail is explained in words, and one of a newer release is shown as it is", () => {
  expect(["password-changed", "later"].map(mailWords)).toEqual(["Password changed", "later"]);
});

describe("events in a file", () => {
  it("aren't formulas in a spreadsheet, whatever name a stranger chose", async () => {
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

  it("are refused with what is wrong, and for strangers as if they didn't exist", async () => {
    const answer = (reason: Reason) => answerRefusal({ reason }, "/operator/events");
    const statuses = (["FORBIDDEN", "UNAUTHENTICATED", "UNAVAILABLE"] as const).map(
      (reason) => answer(reason).status,
    );
    expect(statuses).toEqual([404, 404, 503]);
    expect(answer("REAUTHENTICATE").headers.get("location")).toBe(
      "/sign-in?again&next=%2Foperator%2Fevents",
    );
    const wrong = answerRefusal({ reason: "INVALID_INPUT", fields: { to: "No such time" } }, "/");
    expect([wrong.status, await wrong.text()]).toEqual([400, "Not exported: No such time."]);
  });

  async function* pages(devices: string[]): AsyncGenerator<RecordedEvent[]> {
    for (const device of devices) yield [{ ...EVENT, device }];
  }
});

function day(refusals: number[]): OverviewPoint[] {
  const hour = (n: number) => `2026-11-20T${String(n).padStart(2, "0")}:00:00.000Z`;
  return refusals.map((refused, n) => ({ ...QUIET, at: hour(n), refused }));
}

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
  app: null,
};
