import type { IncomingHttpHeaders } from "node:http";

/**
 * Gives a request whose target is a whole URL, as some proxies write it, the target and the Host that it would
 * have without (RFC 9112, 3.2.2: such a target's name counts, and Host doesn't).
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
