import type { JudgeCaptcha } from "@watchword/api/captcha";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { turnstileJudge } from "../src/captcha/turnstile.ts";
import { startTurnstileServer, type TurnstileServer } from "./turnstile-server.ts";

const ACTION = "emailOtp_request";

let turnstile: TurnstileServer;
let told: string[];
let judge: JudgeCaptcha;
beforeEach(async () => {
  turnstile = await startTurnstileServer();
  told = [];
  judge = judgeWith();
});
afterEach(() => turnstile.close());

const judgeWith = (options = {}) =>
  turnstileJudge({
    baseUrl: turnstile.baseUrl,
    secretKey: turnstile.secretKey,
    hostnames: ["localhost"],
    onUnavailable: (why) => void told.push(why),
    // A slow machine is a while in answering.
    timeoutMs: 60_000,
    ...options,
  });
const attempt = (response: string | null) =>
  judge({ response, action: ACTION, ip: "198.51.100.7" });

describe("Turnstile", () => {
  it("accepts a response once, and gets its visitor's address", async () => {
    const answer = turnstile.solve(ACTION);
    expect(await attempt(answer)).toBe("passed");
    expect(await attempt(answer)).toBe("invalid");
    expect(turnstile.asked[0]).toMatchObject({ response: answer, remoteip: "198.51.100.7" });
  });

  it.each([
    ["for another call", () => turnstile.solve("password_signIn")],
    ["from another site", () => turnstile.solve(ACTION, "evil.example")],
    ["that nobody gave", () => "made up"],
    ["that is too long", () => "x".repeat(2_049)],
  ])("refuses a response %s", async (_, answer) => {
    expect(await attempt(answer())).toBe("invalid");
    expect(told).toEqual([]);
  });

  it.each(["<script>", "../../etc/passwd", "' OR 1=1", "a b", "ä", "0.answer\n"])(
    "isn't asked about %j, which isn't one of its responses",
    async (answer) => {
      expect(await attempt(answer)).toBe("invalid");
      expect(turnstile.asked).toEqual([]);
    },
  );

  it("still judges everybody if a firewall in front of it refuses somebody's response", async () => {
    turnstile.blocked = "0.union-select";
    expect(await attempt("0.union-select")).toBe("invalid");
    expect(await attempt("0.union-select")).toBe("invalid");
    expect(await attempt(null)).toBe("required");
    expect(await attempt(turnstile.solve(ACTION))).toBe("passed");
    expect(told).toEqual([]);
  });

  it("requires a response, and is asked only now and then whether it can be reached", async () => {
    expect([await attempt(null), await attempt(""), await attempt(null)]).toEqual([
      "required",
      "required",
      "required",
    ]);
    expect(turnstile.asked).toHaveLength(1);
  });

  it("is asked again under the same key if its answer was lost", async () => {
    turnstile.moods = ["cut"];
    expect(await attempt(turnstile.solve(ACTION))).toBe("passed");
    const keys = turnstile.asked.map(({ idempotency_key }) => idempotency_key);
    expect(keys.filter((key) => key === keys[0])).toHaveLength(2);
  });
});

it("a response that Turnstile can't read is wrong, and lets nobody else through", async () => {
  turnstile.moods = [{ code: "bad-request" }];
  expect(await attempt("nonsense")).toBe("invalid");
  expect(await attempt("more nonsense")).toBe("invalid");
  expect(told).toEqual([]);
});

describe("while Turnstile", () => {
  it.each([
    ["cuts connections", "cut", "UND_ERR_SOCKET"],
    ["answers with a page", "html", "its answer makes no sense"],
    ["fails by itself", { code: "internal-error" }, "internal-error"],
    ["says nothing", "silent", "TimeoutError"],
  ] as const)(
    "%s, everybody passes and is counted, and only the first call waits for it",
    async (_, mood, why) => {
      if (mood === "silent") judge = judgeWith({ timeoutMs: 2_500 });
      turnstile.moods = ["cut", mood, mood];
      expect(await attempt(turnstile.solve(ACTION))).toBe("unavailable");
      expect(await attempt(null)).toBe("unavailable");
      expect(told).toEqual([why, why]);
      expect(turnstile.asked.length).toBeLessThanOrEqual(3);
    },
  );

  it("can't be reached at all, nobody is refused for a missing response", async () => {
    judge = judgeWith({ baseUrl: "http://127.0.0.1:1" });
    expect(await attempt(null)).toBe("unavailable");
    expect(told).toHaveLength(1);
  });

  it("doesn't know our key, nobody is refused for our mistake", async () => {
    judge = judgeWith({ secretKey: "another" });
    expect(await attempt(turnstile.solve(ACTION))).toBe("unavailable");
    expect(told).toEqual(["invalid-input-secret"]);
  });
});
