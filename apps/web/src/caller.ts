import "server-only";
import { createCaller } from "@watchword/api/router";
import {
  deviceSetCookie,
  readDeviceCookie,
  readSessionSecret,
  sessionCookieFor,
  sessionSetCookie,
} from "@watchword/api/session-cookie";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { getAuth } from "./auth.ts";
import { getCaptcha } from "./captcha/captcha.ts";
import { getConfig } from "./config.ts";
import { requestIdOf } from "./http/client-address.ts";
import { requestClient } from "./http/request-client.ts";
import { getLimiter } from "./limits/limiter.ts";
import { log } from "./log.ts";
import { observeAndMail } from "./serverless/observe-and-mail.ts";

/** What procedures know of a page's or a form's visitor. */
export const getApiContext = cache(async () => {
  const sessionCookie = sessionCookieFor(getConfig().publicUrl);
  const received = await headers();
  const jar = await cookies();
  return {
    auth: getAuth(),
    limiter: getLimiter(),
    captcha: getCaptcha(),
    captchaResponse: null,
    client: {
      ...requestClient(received, getConfig().serverless),
      deviceCookie: readDeviceCookie(received, sessionCookie),
    },
    publicUrl: getConfig().publicUrl,
    apps: getConfig().apps,
    operators: new Set(getConfig().operators),
    requestId: requestIdOf(received),
    observe: observeAndMail,
    onError: (error: Error, path: string) =>
      log.error({ err: error, path }, "A call wasn't recorded"),
    fromClient: false,
    fromApp: false,
    sessionSecret: readSessionSecret(received, sessionCookie),
    transport: "cookie" as const,
    setSessionCookie: (secret: string | null) => {
      jar.set(sessionSetCookie(sessionCookie, secret));
    },
    setDeviceCookie: (value: string) => {
      jar.set(deviceSetCookie(sessionCookie, value));
    },
  };
});

/** Calls the procedures in process, as the visitor; with what a captcha in their form answered. */
export const getCaller = cache(async (captchaResponse: string | null = null) =>
  createCaller({ ...(await getApiContext()), captchaResponse }),
);

export type Caller = Awaited<ReturnType<typeof getCaller>>;

/** Who the visitor is, or null; looked up once a request. A session that is an app's is nobody's here. */
export const getVisitor = cache(async () => {
  const current = await (await getCaller()).session.current();
  return current?.session.audience === null ? current : null;
});
