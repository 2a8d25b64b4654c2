import "server-only";
import type { RefusalData } from "@watchword/api/refusal";
import { refusalCopy } from "../refusals/refusal-copy.ts";
import { type HandoffRequest, handoffPath } from "./request.ts";

/** In the page's address once a decision was refused: after how many seconds another may not be; 0 for no telling. */
export const REFUSED = "refused";

/** The page that asks again, and doesn't decide by itself: that was refused, and would be again at once. */
export function refusedPath(request: HandoffRequest, { retryAfterMs = 0 }: RefusalData): string {
  const seconds = Math.ceil(retryAfterMs / 1_000);
  return `${handoffPath(request)}&${new URLSearchParams({ [REFUSED]: String(seconds) })}`;
}

/** That a decision was refused and when to try again, in words; null where none was. */
export async function wordsOfRefused(given: string | null): Promise<string | null> {
  if (given === null) return null;
  const seconds = /^\d{1,6}$/.test(given) ? Number(given) : 0;
  return seconds === 0
    ? refusalCopy({ reason: "UNAVAILABLE" }, "link")
    : refusalCopy({ reason: "RATE_LIMITED", retryAfterMs: seconds * 1_000 }, "link");
}
