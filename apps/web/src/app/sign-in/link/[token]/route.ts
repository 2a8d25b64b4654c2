import { writeLinkToken } from "../link-cookie.ts";

/**
 * Where a mail's link leads. It moves the token from the address into a cookie and goes on, so that
 * no history, log of another site or shoulder keeps it. Nothing else changes: mail scanners come by.
 */
export async function GET(
  _: Request,
  { params }: { params: Promise<{ token: string }> },
): Promise<Response> {
  const { token } = await params;
  await writeLinkToken(/^[\w-]{1,512}$/.test(token) ? token : null);
  return new Response(null, {
    status: 303,
    headers: { location: "/sign-in/link", "cache-control": "no-store" },
  });
}
