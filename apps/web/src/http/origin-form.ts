import type { IncomingHttpHeaders } from "node:http";

/**
 * If a request's target is a whole URL, as some proxies write it, replaces target and Host by those that it would have
 * otherwise (RFC 9112, 3.2.2: the name in such a target counts, not Host).
 */
export function toOriginForm(req: {
  url?: string | undefined;
  headers: IncomingHttpHeaders;
}): void {
  const [, host, path] = /^https?:\/\/(?:[^/?#]*@)?([^/?#@]+)(.*)$/i.exec(req.url ?? "") ?? [];
  if (host === undefined || path === undefined) return;
  req.headers.host = host;
  req.url = path.startsWith("/") ? path : `/${path}`;
}
