import type { ServerResponse } from "node:http";
import { CLEAR_SITE_DATA, type SessionCookie } from "@watchword/api/session-cookie";
import { isOutagePage, isUnreadForm } from "../log/request-scope.ts";

/** They reveal where our proxy led a request, and so which pages it hides. */
const PROXY_HEADERS = [
  "x-middleware-rewrite",
  "x-nextjs-rewritten-path",
  "x-nextjs-rewritten-query",
];

/**
 * Completes Next's answer when its head is written. A form that can't be read is the caller's mistake and not a failure
 * of ours; a page that says that the database is out of reach is unavailable; an answer that removes the session makes
 * the browser delete what it stored.
 */
export function completeAnswer(res: ServerResponse, sessionCookie: SessionCookie): void {
  const writeHead = res.writeHead.bind(res) as (...args: unknown[]) => ServerResponse;
  res.writeHead = ((status: number, ...rest: unknown[]) => {
    for (const name of PROXY_HEADERS) res.removeHeader(name);
    if (endsSession(res, sessionCookie)) res.setHeader("Clear-Site-Data", CLEAR_SITE_DATA);
    return writeHead(statusOf(status), ...rest);
  }) as ServerResponse["writeHead"];
}

function statusOf(status: number): number {
  if (status === 500 && isUnreadForm()) return 400;
  return status === 200 && isOutagePage() ? 503 : status;
}

function endsSession(res: ServerResponse, { name }: SessionCookie): boolean {
  const cookies = [res.getHeader("set-cookie") ?? []].flat().map(String);
  return cookies.some((cookie) => cookie.startsWith(`${name}=;`));
}
