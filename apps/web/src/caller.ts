import "server-only";
import { createCaller } from "@watchword/api/router";
import {
  readSessionSecret,
  sessionCookieFor,
  sessionSetCookie,
} from "@watchword/api/session-cookie";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { getAuth } from "./auth.ts";
import { getConfig } from "./config.ts";
import { requestClient } from "./http/request-client.ts";

/** What procedures know of a page's or a form's visitor. */
export const getApiContext = cache(async () => {
  const sessionCookie = sessionCookieFor(getConfig().publicUrl);
  const received = await headers();
  const jar = await cookies();
  return {
    auth: getAuth(),
    client: requestClient(received),
    apps: getConfig().apps,
    fromClient: false,
    sessionSecret: readSessionSecret(received, sessionCookie),
    transport: "cookie" as const,
    setSessionCookie: (secret: string | null) => {
      jar.set(sessionSetCookie(sessionCookie, secret));
    },
  };
});

/** Calls the procedures in process, as the visitor. */
export const getCaller = cache(async () => createCaller(await getApiContext()));

/** Who the visitor is, or null; looked up once a request. */
export const getVisitor = cache(async () => (await getCaller()).session.current());
