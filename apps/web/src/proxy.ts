import { type NextRequest, NextResponse } from "next/server";
import { isOperator } from "./app/operator/gate.ts";
import { showsCaptcha } from "./captcha/pages.ts";
import { TURNSTILE_URL } from "./captcha/turnstile.ts";
import { getConfig } from "./config.ts";
import { passWebGate } from "./http/web-gate.ts";

/** The operator's pages, and all that comes without having passed the server's gate: functions have none. */
export const config = {
  matcher: [
    "/operator/:path*",
    { source: "/:path*", missing: [{ type: "header", key: "x-watchword-gate" }] },
  ],
};

export async function proxy(request: NextRequest) {
  const { serverless, publicUrl, apps } = getConfig();
  if (serverless === null) return lookFor(request, {});
  const { pathname, search } = request.nextUrl;
  const captchaOrigin = (await showsCaptcha(pathname + search)) ? TURNSTILE_URL : null;
  const passage = passWebGate(request, {
    publicUrl,
    ...serverless,
    apps,
    captchaOrigin,
    development: false,
  });
  if (!passage.ok) return passage.answer;
  const { requestHeaders, responseHeaders } = passage;
  return lookFor(request, { request: { headers: requestHeaders }, headers: responseHeaders });
}

/**
 * Shows who isn't an operator what any address shows that leads nowhere. A page that finds this out by
 * itself is too late: without scripts its `notFound` is an empty page.
 */
async function lookFor(request: NextRequest, init: Parameters<typeof NextResponse.next>[0]) {
  const { pathname } = request.nextUrl;
  const isTheirs = pathname === "/operator" || pathname.startsWith("/operator/");
  if (!isTheirs || request.method === "POST" || (await mayBeOperator()))
    return NextResponse.next(init);
  return NextResponse.rewrite(new URL("/no-such-page", request.url), init);
}

/** Without the database nobody knows, and the page says so. */
function mayBeOperator(): Promise<boolean> {
  return isOperator().catch(() => true);
}
