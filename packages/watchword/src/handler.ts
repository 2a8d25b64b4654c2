import { type Answer, handleCall, type IncomingCall } from "@watchword/api/http";
import type { Core } from "./core.ts";
import { clientOf } from "./incoming.ts";

export type { Answer, IncomingCall };

/** What a framework knows of a request that the `Request` doesn't say. */
export interface HandlerOptions {
  /** The address at the other end of the request's socket, if the framework knows it. */
  address?: string | null | undefined;
}

/** The contract's paths, which correspond to those under `basePath`. */
const CONTRACT = "/api/";

/** The paths under it that are served. */
const PROCEDURES = /^(?:trpc|v1)\//;

/**
 * Answers calls of the procedures under the instance's path: 404 for any other path, 400 for an invalid URL, 500 for a
 * bug, which is passed to `onError`.
 */
export async function answerCall(
  core: Core,
  call: IncomingCall,
  { address }: HandlerOptions = {},
): Promise<Answer> {
  const { options, settings, site } = core;
  // An invalid Host yields no URL.
  if (!URL.canParse(call.url)) return empty(400);
  const url = new URL(call.url);
  const under = `${settings.basePath}/`;
  const path = url.pathname.startsWith(under) ? url.pathname.slice(under.length) : "";
  if (!PROCEDURES.test(path)) return empty(404);
  url.pathname = CONTRACT + path;
  try {
    return await handleCall(
      { ...call, url: url.href },
      {
        ...site,
        client: clientOf({ headers: call.headers, address }, options),
      },
    );
  } catch (error) {
    site.process.onError(error as Error, "a call");
    return empty(500);
  }
}

const empty = (status: number): Answer => ({ status, headers: new Headers(), body: null });

/** Answers a `Request` as `answerCall` does a call. */
export async function answerRequest(
  core: Core,
  { method, url, headers, body }: Request,
  options?: HandlerOptions,
): Promise<Response> {
  const answer = await answerCall(core, { method, url, headers, body }, options);
  return new Response(answer.body, answer);
}
