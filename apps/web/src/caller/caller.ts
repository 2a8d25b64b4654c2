import "server-only";
import { createContext } from "@watchword/api/create-context";
import { createOidcCaller } from "@watchword/api/oidc-caller";
import { createCaller } from "@watchword/api/router";
import { sessionCookieFor } from "@watchword/api/session-cookie";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { writeLastAddress } from "../cookies/address-cookie.ts";
import { processOfHost } from "./process-of-host.ts";
import { getConfig } from "../environment/config.ts";
import { requestIdOf } from "../client/guard-headers.ts";
import { requestClient } from "./request-client.ts";
import { readApps } from "../products/known-apps.ts";
import { log } from "../log/log.ts";
import { observeAndMail } from "../serverless/observe-and-mail.ts";

/** The context of procedures that a page or a form of this deployment calls, for its visitor. */
export const getApiContext = cache(async () => {
  const config = getConfig();
  const received = await headers();
  const jar = await cookies();
  await readApps();
  const process = processOfHost(received.get("host"), {
    observe: observeAndMail,
    onError: (error, path) => log.error({ err: error, path }, "A call wasn't recorded"),
  });
  const context = createContext(process, sessionCookieFor(config.publicUrl), {
    headers: received,
    client: requestClient(received, config),
    requestId: requestIdOf(received),
    captchaResponse: null,
    fromClient: false,
    fromApp: null,
    appServer: null,
    transport: "cookie",
    setCookie: (cookie) => void jar.set(cookie),
  });
  return {
    ...context,
    async setDeviceCookie(value: string, email: string) {
      await context.setDeviceCookie(value, email);
      await writeLastAddress({ email, signedIn: true });
    },
  };
});

/** Calls the procedures in process for the visitor, with the captcha's response from their form. */
export const getCaller = cache(async (captchaResponse: string | null = null) =>
  createCaller({ ...(await getApiContext()), captchaResponse }),
);

export type Caller = Awaited<ReturnType<typeof getCaller>>;

/** Calls the procedures for devices without a browser, which aren't part of the API. */
export const getOidcCaller = cache(async () => createOidcCaller(await getApiContext()).oidc);

const getCurrent = cache(async () => (await getCaller()).session.current());

/**
 * Who the visitor is, or null; looked up once per request. A session of an app doesn't count, and the API ignores one
 * of a product whose pages are on another host.
 */
export const getVisitor = cache(async () => {
  const current = await getCurrent();
  return current?.session.audience === null ? current : null;
});

export type Visitor = NonNullable<Awaited<ReturnType<typeof getVisitor>>>;

/** Whether this browser still presents a session that has ended. */
export async function hasEndedSession(): Promise<boolean> {
  return (await getApiContext()).sessionSecret !== null && (await getCurrent()) === null;
}
