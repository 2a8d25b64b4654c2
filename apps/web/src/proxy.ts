import { setTimeout as sleep } from "node:timers/promises";
import { type NextRequest, NextResponse } from "next/server";
import { isOperator } from "./app/visitor/is-operator.ts";
import { showsCaptcha } from "./captcha/pages.ts";
import { TURNSTILE_URL } from "./environment/values.ts";
import { getConfig } from "./environment/config.ts";
import { readApps } from "./products/known-apps.ts";
import { originsOf } from "./environment/products.ts";
import { guardWebRequest } from "./http/web-guard.ts";

const KNOWN_WITHIN_MS = 2_000;

/**
 * The operators' pages and every address without a page: strangers must see no difference between them, even in timing.
 * Also every request that hasn't passed the server's guard, which functions don't have. Next reads these strings from
 * the source.
 */
export const config = {
  matcher: [
    "/((?!$|_next/|.well-known/|account|api/|brand/|dev/|device|email-change|favicon.ico$|handoff|invitation|manifest.webmanifest$|oidc/|password-reset|sign-in|sign-out|sign-up|verify-email).*)",
    { source: "/:path*", missing: [{ type: "header", key: "x-watchword-gate" }] },
  ],
};

const [HIDDEN] = config.matcher as [string, ...unknown[]];
const hidden = new RegExp(`^${HIDDEN}$`);

export async function proxy(request: NextRequest) {
  const { serverless, products } = getConfig();
  if (serverless === null) return hideFromStrangers(request, {});
  const { pathname, search } = request.nextUrl;
  const captchaOrigin = (await showsCaptcha(pathname + search)) ? TURNSTILE_URL : null;
  const [publicUrl, ...otherOrigins] = originsOf(products);
  const decision = guardWebRequest(request, {
    publicUrl,
    otherOrigins,
    ...serverless,
    apps: await readApps(),
    captchaOrigin,
    development: false,
  });
  if (!decision.ok) return decision.answer;
  const { requestHeaders, responseHeaders } = decision;
  return hideFromStrangers(request, {
    request: { headers: requestHeaders },
    headers: responseHeaders,
  });
}

/**
 * Shows people who aren't operators what every address without a page shows. A page would find out too late: without
 * scripts its `notFound` is an empty page.
 */
async function hideFromStrangers(
  request: NextRequest,
  init: Parameters<typeof NextResponse.next>[0],
) {
  if (!hidden.test(request.nextUrl.pathname) || (await mayBeOperator()))
    return NextResponse.next(init);
  return NextResponse.rewrite(new URL("/no-such-page", request.url), init);
}

/**
 * True also if the database doesn't answer: the page asks it again and reports that, and only one of the two waits
 * long.
 */
function mayBeOperator(): Promise<boolean> {
  const unknown = sleep(KNOWN_WITHIN_MS, true, { ref: false });
  return Promise.race([isOperator().catch(() => true), unknown]);
}
