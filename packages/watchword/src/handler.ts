import { handleTrpc } from "@watchword/api/http";
import type { Core } from "./core.ts";
import { clientOf } from "./incoming.ts";

export interface HandlerOptions {
  /** The address at the other end of the request's socket, where a framework knows it. */
  address?: string | null | undefined;
}

/** The contract's paths, which those under `basePath` stand for. */
const CONTRACT = "/api/";

/** Answers the procedures under the instance's path. 404 for any other. */
export async function handle(
  { options, settings, site }: Core,
  request: Request,
  { address }: HandlerOptions = {},
): Promise<Response> {
  const url = new URL(request.url);
  const under = `${settings.basePath}/`;
  if (!url.pathname.startsWith(under)) return new Response(null, { status: 404 });
  url.pathname = CONTRACT + url.pathname.slice(under.length);
  const { method, headers, body } = request;
  const { observe: _observe, operators, ...process } = site.process;
  const answer = await handleTrpc(
    { method, url: url.href, headers, body },
    {
      ...process,
      operators: [...operators],
      client: clientOf({ headers, address }, options),
      sessionCookie: site.sessionCookie,
      onError: (error, path) => process.onError(error, path ?? "a call"),
    },
  );
  return new Response(answer.body, answer);
}
