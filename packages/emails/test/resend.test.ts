import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { resendProvider } from "../src/resend.ts";
import { type ResendServer, startResendServer } from "../src/testing/testing.ts";
import { NEVER, outgoing } from "./outgoing.ts";

let server: ResendServer;
beforeEach(async () => void (server = await startResendServer()));
afterEach(() => server.close());

const provider = (apiKey = server.apiKey, timeoutMs = 60_000) =>
  resendProvider({ apiKey, baseUrl: server.url, timeoutMs });

describe("Resend", () => {
  it("accepts a mail under its id, with its kind and id as tags, and returns its own id", async () => {
    const message = await outgoing();
    const result = await provider().deliver(message, NEVER);
    const accepted = server.accepted.get(message.id);
    expect(result).toEqual({ ok: true, provider: "resend", providerId: accepted?.id });
    const { from, to, subject, html, text } = message;
    expect(accepted?.body).toMatchObject({ from, to, subject, html, text });
    expect(accepted?.body.tags).toEqual([
      { name: "kind", value: "email-otp" },
      { name: "mail_id", value: message.id },
    ]);
    expect(accepted?.body.headers).toEqual({
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
      "X-Entity-Ref-ID": message.id,
      "Content-Language": "en",
    });
  });

  it("gets a local part with several dots in a row in quotation marks", async () => {
    const message = await outgoing("a..b@docomo.ne.jp");
    expect(await provider().deliver(message, NEVER)).toMatchObject({ ok: true });
    expect(server.accepted.get(message.id)?.body.to).toBe('"a..b"@docomo.ne.jp');
  });

  it("gets the address for replies in a separate field", async () => {
    const message = await outgoing();
    const headers = { ...message.headers, "Reply-To": "help@acme.example" };
    await provider().deliver({ ...message, headers }, NEVER);
    const { body } = server.accepted.get(message.id) ?? {};
    expect(body).toMatchObject({ reply_to: "help@acme.example" });
    expect(body?.headers).not.toHaveProperty("Reply-To");
  });

  it("accepts a mail once, even if its answer was lost and the mail is sent again", async () => {
    const message = await outgoing();
    server.moods = [{ cut: "after" }];
    expect(await provider().deliver(message, NEVER)).toMatchObject({ problem: "temporary" });
    expect(await provider().deliver(message, NEVER)).toMatchObject({ ok: true });
    expect(server.accepted.size).toBe(1);
  });

  it.each([
    [429, "rate_limit_exceeded", "temporary"],
    [409, "concurrent_idempotent_requests", "temporary"],
    [500, "application_error", "temporary"],
    [500, "internal_server_error", "temporary"],
    [503, "something_new", "temporary"],
    [429, "daily_quota_exceeded", "misconfigured"],
    [429, "monthly_quota_exceeded", "misconfigured"],
    [401, "missing_api_key", "misconfigured"],
    [401, "restricted_api_key", "misconfigured"],
    [403, "validation_error", "misconfigured"],
    [422, "invalid_from_address", "misconfigured"],
    [409, "invalid_idempotent_request", "rejected"],
    [400, "validation_error", "rejected"],
    [422, "missing_required_field", "rejected"],
    [422, "something_new", "rejected"],
  ] as const)("that answers %i %s means: %s", async (status, name, problem) => {
    server.moods = [{ answer: [status, name] }];
    expect(await provider().deliver(await outgoing(), NEVER)).toMatchObject({
      ok: false,
      provider: "resend",
      problem,
      reason: `resend: ${name} ${status}`,
    });
  });

  it("says how long to wait, in either header", async () => {
    const headers = [{ "retry-after": "7" }, { "ratelimit-reset": "3" }, {}];
    server.moods = headers.map((them) => ({
      answer: [429, "rate_limit_exceeded"],
      headers: them as Record<string, string>,
    }));
    for (const retryAfterMs of [7_000, 3_000, 1_000]) {
      expect(await provider().deliver(await outgoing(), NEVER)).toMatchObject({ retryAfterMs });
    }
  });

  it("doesn't count as having accepted a mail if it answers in HTML, or not at all", async () => {
    server.moods = [{ html: 502 }, { cut: "before" }, { silentMs: 60_000 }];
    for (let request = 0; request < 3; request++) {
      const result = await provider(server.apiKey, 300).deliver(await outgoing(), NEVER);
      expect(result).toMatchObject({ ok: false, problem: "temporary" });
    }
  });

  it("gets no further request after the mail's lifetime", async () => {
    server.moods = [{ silentMs: 60_000 }];
    const patient = provider(server.apiKey, 60_000);
    const started = performance.now();
    const result = await patient.deliver(await outgoing(), AbortSignal.timeout(200));
    expect(result).toMatchObject({ problem: "temporary" });
    expect(performance.now() - started).toBeLessThan(30_000);
    await sleep(0);
  });

  it("with a wrong key counts as set up wrong until somebody fixes it", async () => {
    expect(await provider("re_wrong").deliver(await outgoing(), NEVER)).toMatchObject({
      problem: "misconfigured",
      reason: "resend: invalid_api_key 403",
    });
  });

  it("gets no mail to an invalid address", async () => {
    const message = { ...(await outgoing()), to: "a@example.com, b@example.com" };
    await expect(provider().deliver(message, NEVER)).rejects.toThrow("exactly one plain address");
    expect(server.requests).toEqual([]);
  });
});
