import { isUnavailable } from "@watchword/db/unavailable";
import { log } from "../log/log.ts";

/** Programs come again after so many seconds. */
const RETRY_AFTER_SECONDS = 5;

/** Answers a program that can't be served without the database. What isn't an outage is a bug, and thrown on. */
export function answerOutage(error: unknown): Response {
  if (!isUnavailable(error)) throw error;
  log.warn({ err: error }, "A program was answered that the database is out of reach");
  const headers = { "retry-after": String(RETRY_AFTER_SECONDS) };
  return new Response("The database is out of reach.", { status: 503, headers });
}
