import { processWide } from "./process-wide.ts";
/**
 * How mail fares in this process. Its worker is the server's, so what crosses over to the pages and
 * routes is a function on `globalThis`.
 */
export interface MailCheck {
  /** What keeps mail from going out, in a few words; null for nothing. */
  problem: string | null;
  /** Whether nothing did, once, since the process started. */
  proven: boolean;
}

/** Anybody may ask for readiness: the provider is asked at most this often. */
const ASK_EVERY_MS = 15_000;

const holder = processWide<() => Promise<MailCheck>>("mail-check");

/** Has `check` asked about mail from now on, and at once. Resolves with its first answer. */
export function setMailCheck(check: () => Promise<string | null>): Promise<MailCheck> {
  let proven = false;
  let askedAt = Number.NEGATIVE_INFINITY;
  let answer: Promise<MailCheck>;
  holder.value = () => {
    if (performance.now() - askedAt > ASK_EVERY_MS) {
      askedAt = performance.now();
      answer = check().then((problem) => {
        proven ||= problem === null;
        return { problem, proven };
      });
    }
    return answer;
  };
  return holder.value();
}

/** Null where this process sends no mail. */
export function checkMail(): Promise<MailCheck> | null {
  return holder.value?.() ?? null;
}
