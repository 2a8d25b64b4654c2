import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { RegisteredApp } from "@watchword/api/context";
import { guardRequest } from "../http/guard.ts";
import type { GuardOptions } from "../http/guarded-request.ts";
import { copyForm, reopenUnknownForm } from "../http/unknown-form.ts";
import { isForPrograms } from "../http/for-programs.ts";
import { toOriginForm } from "../http/origin-form.ts";
import { isDevelopers } from "../http/own-machine.ts";
import { httpLimits, MAX_HEADERS_COUNT } from "./http-limits.ts";

/** What handles a request that has passed the guard. */
export interface GuardedHandler {
  /** Other apps that a hand-off may lead to, as they are known now; those of the options by default. */
  apps?(): readonly RegisteredApp[];
  /** The origin of the captcha that a page shows; null if it shows none. */
  captchaOrigin(url: string | undefined): Promise<string | null>;
  answer(req: IncomingMessage, res: ServerResponse): Promise<void>;
}

export interface WebServerOptions extends GuardOptions {
  /** How long an idle connection is kept. */
  keepAliveSeconds: number;
}

/** The server of a web process, which listens nowhere yet. What passes its guard is answered. */
export function createWebServer(options: WebServerOptions, handler: GuardedHandler): Server {
  // Next hangs up on any upgrade but its own of development; who offers another can do without it. A
  // developer's upgrade passes the guard by, and everybody else's is a request like any other.
  const shouldUpgradeCallback = (req: IncomingMessage) => {
    toOriginForm(req);
    return options.development && isDevelopers(req, options);
  };

  const server = createServer({ ...httpLimits, shouldUpgradeCallback }, async (req, res) => {
    toOriginForm(req);
    const isForm = req.method === "POST" && !isForPrograms(req.url);
    const form = isForm ? copyForm(req) : null;
    const apps = handler.apps?.() ?? options.apps;
    const captchaOrigin = await handler.captchaOrigin(req.url);
    if (!guardRequest(req, res, { ...options, apps, captchaOrigin })) return;
    // The guard has made the Host ours.
    const origin = `${new URL(options.publicUrl).protocol}//${req.headers.host}`;
    if (form) await reopenUnknownForm(req, res, { form, publicUrl: origin });
    void handler.answer(req, res);
  });
  server.maxHeadersCount = MAX_HEADERS_COUNT;
  server.keepAliveTimeout = options.keepAliveSeconds * 1_000;
  return server;
}
