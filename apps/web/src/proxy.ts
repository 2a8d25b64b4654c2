import { type NextRequest, NextResponse } from "next/server";
import { isOperator } from "./app/operator/gate.ts";

export const config = { matcher: "/operator/:path*" };

/**
 * Shows who isn't an operator what any address shows that leads nowhere. A page that finds this out by
 * itself is too late: without scripts its `notFound` is an empty page.
 */
export async function proxy(request: NextRequest) {
  if (request.method === "POST" || (await mayBeOperator())) return NextResponse.next();
  return NextResponse.rewrite(new URL("/no-such-page", request.url));
}

/** Without the database nobody knows, and the page says so. */
function mayBeOperator(): Promise<boolean> {
  return isOperator().catch(() => true);
}
