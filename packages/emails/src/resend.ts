import { type Answer, postJson } from "./post-json.ts";
import { watchRefusals } from "./refusals.ts";
import { wireAddress } from "./sole-address.ts";
import type { DeliveryResult, OutgoingMail, Provider } from "./transport.ts";

/** The options of the provider Resend. */
export interface ResendOptions {
  apiKey: string;
  /** Resend's own by default. */
  baseUrl?: string;
  /** How long a request waits for its answer; 10 s by default. */
  timeoutMs?: number;
}

const provider = "resend";
const BASE_URL = "https://api.resend.com";

/** https://resend.com/docs/api-reference/errors. Somebody can raise a quota, and it resets by tomorrow. */
const MISCONFIGURED: ReadonlySet<string> = new Set([
  "missing_api_key",
  "restricted_api_key",
  "invalid_api_key",
  "invalid_from_address",
  "invalid_access",
  "invalid_region",
  "not_found",
  "method_not_allowed",
  "daily_quota_exceeded",
  "monthly_quota_exceeded",
]);
const TEMPORARY: ReadonlySet<string> = new Set([
  "rate_limit_exceeded",
  "concurrent_idempotent_requests",
  "application_error",
  "internal_server_error",
]);

/**
 * Delivers through Resend. The mail's id is the idempotency key, which Resend keeps for a day: the same mail tried
 * again is the same mail. Its id and kind are sent as tags, and come back with its events.
 */
export function resendProvider({
  apiKey,
  baseUrl = BASE_URL,
  timeoutMs = 10_000,
}: ResendOptions): Provider {
  const url = new URL("emails", baseUrl.replace(/\/*$/, "/"));
  const own = { authorization: `Bearer ${apiKey.trim()}`, "user-agent": "Watchword" };
  let wrong: string | null = null;
  const refusals = watchRefusals();
  return {
    async deliver(message, signal) {
      const answer = await postJson(url, payloadOf(message), {
        headers: { ...own, "idempotency-key": message.id },
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      }).catch(() => null);
      if (!answer?.ok) {
        const failed = failure(answer);
        wrong = failed.problem === "misconfigured" ? failed.reason : null;
        return refusals.note(failed);
      }
      wrong = null;
      const providerId = fieldOf(answer.body, "id");
      if (typeof providerId !== "string") {
        return { ok: false, provider, problem: "temporary", reason: "resend: no id in the answer" };
      }
      const restMs = answer.headers["ratelimit-remaining"] === "0" && resetMs(answer.headers);
      return refusals.note({ ok: true, provider, providerId, ...(restMs && { restMs }) });
    },
    // A key that may only send can't be used to ask Resend anything, so the newest mails decide.
    check: async () => wrong ?? refusals.problem(),
    close: () => {},
  };
}

function payloadOf(mail: OutgoingMail) {
  const { id, kind, from, to, subject, html, text, headers, images = [] } = mail;
  // Resend sets Message-ID itself, and has a field for Reply-To.
  const { "Message-ID": _own, "Reply-To": replyTo, ...others } = headers;
  const tags = [
    { name: "kind", value: kind },
    { name: "mail_id", value: id },
  ];
  const attachments = images.map(({ id: contentId, fileName, type, base64 }) => ({
    content_id: contentId,
    filename: fileName,
    content_type: type,
    content: base64,
  }));
  return {
    from,
    to: wireAddress(to),
    subject,
    html,
    text,
    headers: others,
    tags,
    ...(replyTo !== undefined && { reply_to: replyTo }),
    ...(attachments.length > 0 && { attachments }),
  };
}

/** `answer` is null if there was none; its content may be anything. */
function failure(answer: Answer | null): Extract<DeliveryResult, { ok: false }> {
  const status = answer?.status ?? 0;
  const headers = answer?.headers ?? {};
  const name = String(fieldOf(answer?.body, "name") ?? "application_error");
  const reason = `resend: ${/^\w{1,64}$/.test(name) ? name : "unknown"} ${status || "(no answer)"}`;
  const problem = problemOf(name, status);
  if (problem === "rejected") return { ok: false, provider, problem, reason };
  const retryAfterMs = status === 429 && name === "rate_limit_exceeded" && resetMs(headers);
  return { ok: false, provider, problem, reason, ...(retryAfterMs && { retryAfterMs }) };
}

function problemOf(name: string, status: number): "temporary" | "misconfigured" | "rejected" {
  if (MISCONFIGURED.has(name)) return "misconfigured";
  if (TEMPORARY.has(name) || status === 0 || status >= 500 || status === 408) return "temporary";
  // An unverified sender domain is a `validation_error` too, but with another status.
  if (status === 401 || status === 403) return "misconfigured";
  return status === 429 ? "temporary" : "rejected";
}

/** If one mail has to wait, all mails wait with it, but no longer than a sign-in mail can. */
const MAX_REST_SECONDS = 30;

/** Until the limits are reset: both headers count in seconds. */
function resetMs(headers: Answer["headers"]): number {
  const seconds = Number(headers["retry-after"] ?? headers["ratelimit-reset"]);
  return seconds > 0 ? Math.min(seconds, MAX_REST_SECONDS) * 1_000 : 1_000;
}

function fieldOf(body: unknown, name: string): unknown {
  return typeof body === "object" && body !== null ? Reflect.get(body, name) : undefined;
}
