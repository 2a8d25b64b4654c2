import type { IncomingHttpHeaders } from "node:http";
import { guardRequest } from "./guard.ts";
import type { GuardOptions } from "./guarded-request.ts";

/** The guard's decision about a request: an answer, or the headers for the app and for its answer. */
export type Decision =
  | { ok: false; answer: Response }
  | { ok: true; requestHeaders: Headers; responseHeaders: Headers };

/** The server's guard for a request that no server of ours sees. */
export function guardWebRequest(request: Request, options: GuardOptions): Decision {
  const { pathname, search } = new URL(request.url);
  const headers: IncomingHttpHeaders = Object.fromEntries(request.headers);
  const responseHeaders = new Headers();
  let answer: Response | null = null;
  guardRequest(
    { method: request.method, url: pathname + search, headers, socket: {} },
    {
      setHeader: (name, value) => responseHeaders.set(name, value),
      writeHead: (status, more) => ({
        end(words) {
          for (const [name, value] of Object.entries(more)) responseHeaders.set(name, value);
          answer = new Response(words, { status, headers: responseHeaders });
        },
      }),
    },
    options,
  );
  if (answer) return { ok: false, answer };
  return {
    ok: true,
    requestHeaders: new Headers(headers as Record<string, string>),
    responseHeaders,
  };
}
