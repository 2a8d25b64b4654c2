import { randomBytes } from "node:crypto";
import { isCall } from "./is-call.ts";
import { isOidc } from "./is-oidc.ts";

/** The one page that may be framed, by ourselves: a mail's HTML in the development mailbox. */
const MAIL_HTML = /^\/dev\/mailbox\/messages\/[^/]+\/html$/;

export interface SecurityOptions {
  https: boolean;
  development: boolean;
  /**
   * Where a form's answer may lead beside this origin. This is set on every page, because a browser that navigates by
   * script stays under the policy of the first page.
   */
  formTargets?: readonly string[];
  /** The origin of a captcha's script and frame, on a page that shows one. */
  captchaOrigin?: string | null;
}

/** The product's logo and icons, which may be SVG. */
const BRAND_IMAGE = /^\/(brand\/[^/]+|favicon\.ico)$/;

const HSTS = "max-age=63072000; includeSubDomains";

/** The headers of every answer. `strict-origin` because with `no-referrer` forms would post `Origin: null`. */
export function securityHeaders(
  { pathname }: Pick<URL, "pathname">,
  options: SecurityOptions,
): Record<string, string> {
  return {
    "Content-Security-Policy": policyOf(pathname, options),
    "Referrer-Policy": "strict-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": MAIL_HTML.test(pathname) || options.development ? "SAMEORIGIN" : "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    // Otherwise a search engine would lead people into the middle of signing in.
    "X-Robots-Tag": "noindex",
    ...(options.https && { "Strict-Transport-Security": HSTS }),
  };
}

/** The headers of a refusal, which isn't a document and comes before anything is known about its page. */
export function refusalHeaders(https: boolean): Record<string, string> {
  return {
    "Content-Security-Policy": callPolicy,
    "Referrer-Policy": "strict-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    ...(https && { "Strict-Transport-Security": HSTS }),
  };
}

function policyOf(pathname: string, options: SecurityOptions): string {
  if (isCall(pathname)) return callPolicy;
  if (isOidc(pathname)) return oidcPolicy(options);
  if (BRAND_IMAGE.test(pathname)) return imagePolicy;
  return MAIL_HTML.test(pathname) ? mailPolicy : pagePolicy(options);
}

/** A call's answer isn't a document. */
const callPolicy = "default-src 'none'; frame-ancestors 'none'";

/** One of these answers is a document: a form that a script of ours posts to an app. */
function oidcPolicy({ formTargets = [] }: SecurityOptions): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    ["form-action", ...(formTargets.length > 0 ? formTargets : ["'none'"])].join(" "),
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

const mailPolicy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "img-src data:",
  "frame-ancestors 'self'",
  "sandbox allow-popups allow-popups-to-escape-sandbox",
].join("; ");

/** An SVG that is opened by itself is a document with its own styles and images. */
const imagePolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox";

/** Scripts run by nonce only. Next reads the nonce from the request's copy of the header. */
function pagePolicy({
  https,
  development,
  formTargets = [],
  captchaOrigin = null,
}: SecurityOptions): string {
  const nonce = randomBytes(16).toString("base64");
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    ...(captchaOrigin === null ? [] : [`frame-src ${captchaOrigin}`]),
    "object-src 'none'",
    "base-uri 'none'",
    ["form-action 'self'", ...formTargets].join(" "),
    // `/dev/brand` shows the pages themselves.
    `frame-ancestors ${development ? "'self'" : "'none'"}`,
    ...(https ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}
