import "server-only";
import type { RefusalData } from "@watchword/api/refusal";
import { refusalCopy } from "../refusals/refusal-copy.ts";
import { type HandoffRequest, handoffPath } from "./request.ts";

/**
 * A parameter of the page's address after a refused decision: the seconds until another try may succeed; 0 if unknown.
 */
export const REFUSED = "refused";

/** The page that asks again, without deciding by itself, which would be refused again at once. */
export function refusedPath(request: HandoffRequest, { retryAfterMs = 0 }: RefusalData): string {
  const seconds = Math.ceil(retryAfterMs / 1_000);
  return `${handoffPath(request)}&${new URLSearchParams({ [REFUSED]: String(seconds) })}`;
}

/** Says that a decision was refused and when to try again; null if none was. */
export async function wordsOfRefused(given: string | null): Promise<string | null> {
  if (given === null) return null;
  const seconds = /^\d{1,6}$/.test(given) ? Number(given) : 0;
  return seconds === 0
    ? refusalCopy({ reason: "UNAVAILABLE" }, "link")
    : refusalCopy({ reason: "RATE_LIMITED", retryAfterMs: seconds * 1_000 }, "link");
}
