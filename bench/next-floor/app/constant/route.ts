/** The least that a route can do: what Next itself takes of a request. */
export function GET(): Response {
  return Response.json({ ok: true });
}

export const dynamic = "force-dynamic";
