/** What is sent for a path. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

const OWN = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "img-src data:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** A page of ours. */
export function asPage(html: string, status = 200): Answer {
  return asFile("text/html", html, status);
}

/** A style sheet or script of ours, or a page. */
export function asFile(type: string, body: string, status = 200): Answer {
  const headers = { "Content-Type": `${type}; charset=utf-8`, "Content-Security-Policy": OWN };
  return { status, headers, body };
}

/** A mail's own HTML, which runs nothing and loads nothing, and is framed by our pages only. */
export function asMail(html: string, images: boolean): Answer {
  const policy = [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    `img-src ${images ? "data:" : "'none'"}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
    "sandbox allow-same-origin",
  ].join("; ");
  const { status, headers, body } = asFile("text/html", html);
  return { status, headers: { ...headers, "Content-Security-Policy": policy }, body };
}

/** What went wrong, on a page that renews itself once that is mended. */
export function asFailure(status: number, error: unknown): Answer {
  const said = error instanceof Error ? (error.stack ?? String(error)) : String(error);
  const escaped = said.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const head =
    '<title>No preview</title><link rel="stylesheet" href="/style.css"><script src="/script.js" defer></script>';
  const page = `<main><h1>No preview</h1><pre>${escaped}</pre></main>`;
  return asPage(`<!DOCTYPE html><html lang="en">${head}${page}`, status);
}
