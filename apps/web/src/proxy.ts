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
 * The operator's pages and all that leads nowhere, which have to look and take alike; and all that comes
 * without having passed the server's guard: functions have none. Next reads these as they are written.
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
 * Shows who isn't an operator what any address shows that leads nowhere. A page that finds this out by
 * itself is too late: without scripts its `notFound` is an empty page.
 */
async function hideFromStrangers(
  request: NextRequest,
  init: Parameters<typeof NextResponse.next>[0],
) {
  if (!hidden.test(request.nextUrl.pathname) || (await mayBeOperator()))
    return NextResponse.next(init);
  return NextResponse.rewrite(new URL("/no-such-page", request.url), init);
}

/** Without the database nobody knows, and the page, which asks again, says so: that is waited for once. */
function mayBeOperator(): Promise<boolean> {
  const unknown = sleep(KNOWN_WITHIN_MS, true, { ref: false });
  return Promise.race([isOperator().catch(() => true), unknown]);
}
