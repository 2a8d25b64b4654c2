import { randomUUID } from "node:crypto";
import type { CaptchaAttempt, CaptchaVerdict, JudgeCaptcha } from "@watchword/api/captcha";
import { z } from "zod";

/** Cloudflare's captcha that most people never see. */
export interface Turnstile {
  /** Public: the widget's. */
  siteKey: string;
  secretKey: string;
  /** Where its responses are judged. */
  baseUrl: string;
}

export interface TurnstileOptions extends Pick<Turnstile, "secretKey" | "baseUrl"> {
  /** The hosts whose pages may show the widget. */
  hostnames: readonly string[];
  /** Called with the reason for each attempt that passes unjudged. */
  onUnavailable: (why: string) => void;
  /** How long it may take to judge; 2.5 s by default. */
  timeoutMs?: number;
}

const ANSWERS_WITHIN_MS = 2_500;
/** How long an observation is trusted that it can or can't be reached. */
const BELIEVED_MS = 5_000;
/** The form of its responses; nothing else is worth asking about. */
const ANSWER = /^[\w.-]{1,2048}$/;

/** https://developers.cloudflare.com/turnstile/get-started/server-side-validation/ */
const judgement = z.object({
  success: z.boolean(),
  hostname: z.string().optional(),
  action: z.string().optional(),
  "error-codes": z.array(z.string()).default([]),
});

/** Codes that blame us or Turnstile itself, and not the visitor. */
const NOT_THEIRS = /^(missing-input-secret|invalid-input-secret|internal-error)$/;

/**
 * Judges by Turnstile's `siteverify`, which accepts each response once. A response for another page or another call is
 * invalid. While Turnstile is out of reach, a missing response passes, because no widget can give one. It counts as out
 * of reach only if it doesn't judge an empty response either, so that no visitor's response can switch it off.
 */
export function turnstileJudge(options: TurnstileOptions): JudgeCaptcha {
  let seenAt = Number.NEGATIVE_INFINITY;
  let failure: { why: string; at: number } | null = null;

  function unavailable(why: string): CaptchaVerdict {
    options.onUnavailable(why);
    return "unavailable";
  }

  return async (attempt) => {
    const now = performance.now();
    const given = attempt.response ?? "";
    if (failure !== null && now - failure.at < BELIEVED_MS) return unavailable(failure.why);
    if (given === "" && now - seenAt < BELIEVED_MS) return "required";
    if (given !== "" && !ANSWER.test(given)) return "invalid";
    try {
      const said =
        given === "" ? await askTwice(options, NOBODY) : await askAbout(options, attempt);
      [failure, seenAt] = [null, performance.now()];
      if (given === "") return "required";
      const ours = options.hostnames.includes(said?.hostname ?? "");
      return said?.success && ours && said.action === attempt.action ? "passed" : "invalid";
    } catch (error) {
      failure = { why: reasonOf(error), at: performance.now() };
      return unavailable(failure.why);
    }
  };
}

type Asked = Pick<CaptchaAttempt, "response" | "ip">;

const NOBODY: Asked = { response: "", ip: null };

function askTwice(options: TurnstileOptions, asked: Asked) {
  return ask(options, asked, randomUUID()).catch(() => ask(options, asked, randomUUID()));
}

/**
 * Asks about a response, and once more if that fails: the idempotency key allows that although a response is judged
 * only once. Null if Turnstile won't judge this one but judges others; throws if it judges none.
 */
async function askAbout(options: TurnstileOptions, asked: Asked) {
  const key = randomUUID();
  const first = await ask(options, asked, key).catch(() => null);
  if (first !== null) return first;
  const [again, probe] = await Promise.allSettled([
    ask(options, asked, key),
    ask(options, NOBODY, randomUUID()),
  ]);
  if (again.status === "fulfilled") return again.value;
  if (probe.status === "rejected") throw probe.reason;
  return null;
}

async function ask(
  { baseUrl, secretKey, timeoutMs = ANSWERS_WITHIN_MS }: TurnstileOptions,
  { response, ip }: Asked,
  idempotencyKey: string,
) {
  const answer = await fetch(`${baseUrl}/turnstile/v0/siteverify`, {
    method: "POST",
    redirect: "error",
    signal: AbortSignal.timeout(timeoutMs),
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      secret: secretKey,
      response: response ?? "",
      ...(ip !== null && { remoteip: ip }),
      idempotency_key: idempotencyKey,
    }),
  });
  const said = judgement.parse(await answer.json());
  const fault = said["error-codes"].find((code) => NOT_THEIRS.test(code));
  if (fault !== undefined) throw new Error(fault);
  return said;
}

function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError || error instanceof SyntaxError)
    return "its answer makes no sense";
  const { name, message, cause } = error as Error & { cause?: { code?: string } };
  return cause?.code ?? (name === "Error" ? message : name);
}
