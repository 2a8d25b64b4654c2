import { cookies, headers } from "next/headers.js";
import { after } from "next/server.js";
import type { SignedIn } from "@watchword/auth/session";
import type { Watchword } from "./create-watchword.ts";
import type { Procedures } from "./for-request.ts";

/** Returns the instance of the process. */
export type GetWatchword = () => Watchword;

const KEY = Symbol.for("watchword.instances");
const instances = ((globalThis as { [KEY]?: Map<string, Watchword> })[KEY] ??= new Map());

/**
 * A function that makes an instance when it is first called, and returns the same one from then on. Next loads a module
 * more than once in a process, and again when it changes; building an app doesn't call it. `name` keeps several
 * instances apart.
 */
export function oncePerProcess(create: () => Watchword, name = "watchword"): GetWatchword {
  return () => {
    const made = instances.get(name) ?? create();
    instances.set(name, made);
    return made;
  };
}

/** The options of `toNextHandler`. */
export interface NextHandlerOptions {
  /** Whether queued mails are sent after each response, because no process runs `startMailer`. */
  sendAfter?: boolean;
}

type RouteHandler = (request: Request) => Promise<Response>;

/** The route handlers of `app/api/watchword/[...path]/route.ts`. */
export function toNextHandler(
  watchword: GetWatchword,
  { sendAfter = false }: NextHandlerOptions = {},
): Record<"GET" | "POST" | "OPTIONS", RouteHandler> {
  const answer: RouteHandler = async (request) => {
    const response = await watchword().handler(request);
    if (sendAfter && request.method === "POST") after(() => watchword().sendWaiting());
    return response;
  };
  return { GET: answer, POST: answer, OPTIONS: answer };
}

/** Who the visitor of a page, a route or an action is; null if nobody is signed in. */
export async function getSession(watchword: GetWatchword): Promise<SignedIn | null> {
  // This comes first because it marks the page as dynamic, so that a build doesn't make an instance.
  const received = await headers();
  return watchword().getSession(received);
}

/** The procedures for the visitor of an action or a route, which sets their cookies; a page can't set any. */
export async function apiOf(watchword: GetWatchword): Promise<Procedures> {
  const [received, jar] = [await headers(), await cookies()];
  const incoming = { headers: received, method: "POST" };
  return watchword().forRequest(incoming, { setCookie: (cookie) => void jar.set(cookie) }).api;
}
