import { routerProblem } from "./asked-by-router.ts";
import type { GuardOptions, GuardedRequest } from "./guarded-request.ts";
import { isDevelopers, isForThisMachine, isFromThisMachine } from "./own-machine.ts";
import { isForPrograms } from "./for-programs.ts";
import { isOidc } from "./is-oidc.ts";
import { hasOtherName } from "./own-name.ts";

const METHODS = new Set(["GET", "HEAD", "POST", "OPTIONS"]);
/** Forms here hold a few short fields. */
const MAX_FORM_BYTES = 64 * 1024;

/** Why a request is refused, or where it is redirected. */
export interface Refusal {
  status: number;
  words: string;
  location?: string;
}

export const MALFORMED: Refusal = { status: 400, words: "The address is malformed." };

/** What is wrong with a request, or null. This is checked before anything is known about its page. */
export function refusalOf(
  req: GuardedRequest,
  target: URL | null,
  options: GuardOptions,
): Refusal | null {
  const refuse = (status: number, words: string) => ({ status, words });
  const publicUrl = new URL(options.publicUrl);
  const { origin } = publicUrl;
  if (namesTwoHosts(req)) return refuse(400, "A request has one Host.");
  if (options.development && !isDevelopers(req, options))
    return refuse(403, "A development server answers its own machine only (HOST in .env.example).");
  if (target === null) return MALFORMED;
  if (!METHODS.has(req.method ?? "")) return refuse(405, "This method isn't served.");
  const problem = routerProblem(req.headers, target.pathname);
  if (problem !== null) return refuse(400, problem);
  const isPosted = req.method === "POST";
  if (isForPrograms(target.pathname) && (isPosted || !isOidc(target.pathname))) return null;

  const from = req.headers.origin;
  if (isPosted) {
    if (from !== undefined && from !== origin && !isOwnForm(req))
      return refuse(403, `This form belongs to ${origin}.`);
    if (!isForm(req)) return refuse(400, "Only forms are posted here.");
  } else if (isNavigation(req) && hasOtherName(req, publicUrl, options.trustedProxyHops)) {
    return { status: 307, words: "", location: `${origin}${req.url ?? "/"}` };
  }
  const isOurs = isForThisMachine(req) && isFromThisMachine(req);
  if (target.pathname.startsWith("/dev/") && !isOurs)
    return refuse(403, "The development mailbox answers on loopback only.");
  return null;
}

/**
 * Whether a body is what a page's form sends, and small enough: multipart, or plain text if a script calls an action
 * without fields.
 */
function isForm({ headers }: GuardedRequest): boolean {
  const bytes = Number(headers["content-length"]);
  const type = headers["content-type"] ?? "";
  const form = /^multipart\/form-data\s*;.*boundary=/i.test(type);
  const call = headers["next-action"] !== undefined && /^text\/plain\s*(;|$)/i.test(type);
  return (form || call) && bytes > 0 && bytes <= MAX_FORM_BYTES;
}

/** Whether it has several Hosts: Node reads the first of them, others may read the last (RFC 9112, 3.2). */
function namesTwoHosts({ rawHeaders = [] }: GuardedRequest): boolean {
  const hosts = rawHeaders.filter((text, at) => at % 2 === 0 && text.toLowerCase() === "host");
  return hosts.length > 1;
}

/**
 * Whether a form without an origin comes from a page of ours: a proxy that adds `Referrer-Policy: no-referrer` hides
 * the origin, but browsers still report the site, which a page of another site can't fake.
 */
export function isOwnForm({ headers }: GuardedRequest): boolean {
  return headers.origin === "null" && headers["sec-fetch-site"] === "same-origin";
}

function isNavigation(req: GuardedRequest): boolean {
  return req.headers.accept?.includes("text/html") ?? false;
}
