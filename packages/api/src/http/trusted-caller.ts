import { getTRPCErrorFromUnknown } from "@trpc/server";
import type { Client } from "@watchword/auth/client";
import { z } from "zod";
import { isAppKey } from "../app-key.ts";
import type { ApiContext, RegisteredApp } from "../context.ts";
import { limitClient } from "../limit-client.ts";
import { toRefusal } from "../refusal.ts";
import { clientAddress } from "./client-address.ts";
import { badRequest, type RefusedRequest, refuseRequest } from "./envelope.ts";
import { requestedLocale } from "./requested-locale.ts";

/** The headers by which a registered app's server says who it is, and for whom it calls. */
const APP = "x-watchword-app";
const APP_KEY = "x-watchword-key";
const FORWARDED = "x-watchword-forwarded";

/** A call's client, and the app whose server makes the call; null if it presents no key. */
type TrustedCaller = { client: Client; appServer: RegisteredApp | null };

/** `client` makes the call, as far as the connection shows it. */
type Trust = Pick<ApiContext, "auth" | "limiter" | "client" | "apps">;

/** A visitor of an app, in a query's form (`ip=…&userAgent=…`), so that every character fits into a header. */
const visitor = z.strictObject({
  /** As proxies write it, perhaps with a port. */
  ip: z.string().transform((given, issues) => {
    const ip = clientAddress(given, undefined, 0);
    if (ip === null) issues.addIssue({ code: "custom", message: "Not an IP address" });
    return ip;
  }),
  /**
   * As the visitor's browser wrote it, without control characters, which Postgres may not hold. The bytes of a header
   * are read one by one, so a letter of UTF-8 may contain some, and its browser sends it with every request.
   */
  userAgent: z
    .string()
    .max(512)
    .transform((given) => given.replaceAll(/\p{Cc}/gu, ""))
    .optional(),
  /** As the visitor's browser asks for it in `Accept-Language`. */
  locale: z.string().max(256).optional(),
  /**
   * Where that is, in words. It appears in mails, so it may contain no markup, and nothing that could pass for a link.
   */
  place: z
    .string()
    .regex(/^\p{L}[\p{L}\p{M} ,'’()-]{0,79}$/u, "Not the name of a place")
    .optional(),
});

/**
 * Finds out whose call it is: that of the visitor whom a registered app's server names, if it presents its key. Refuses
 * a wrong key, and a visitor without a key: such a call would count for somebody else than its caller thinks. Wrong
 * keys count as the client's guesses.
 */
export async function trustedCaller(
  headers: Pick<Headers, "get">,
  trust: Trust,
): Promise<TrustedCaller | RefusedRequest> {
  const { client, apps } = trust;
  const [id, key, forwarded] = [APP, APP_KEY, FORWARDED].map((name) => headers.get(name));
  if (id === null && key === null && forwarded === null) return { client, appServer: null };
  const app = apps.find((registered) => registered.id === id);
  if (!app || !isAppKey(app, key ?? "")) {
    const limited = key === null ? null : await refusalOfGuess(trust);
    if (limited) return limited;
    const fields = { [APP_KEY]: "Not the key of an app that is registered here" };
    return refuseRequest("FORBIDDEN", { reason: "FORBIDDEN", fields });
  }
  if (forwarded == null) return { client, appServer: app };
  const fields = new URLSearchParams(forwarded);
  // If a name comes twice, a visitor may have injected the second one through a value that wasn't encoded.
  const twice = [...fields.keys()].find((name) => fields.getAll(name).length > 1);
  if (twice !== undefined) return badRequest({ [FORWARDED]: `${twice}: Given twice` });
  const said = visitor.safeParse(Object.fromEntries(fields));
  if (!said.success) {
    const [issue] = said.error.issues;
    return badRequest({ [FORWARDED]: `${issue?.path.join(".")}: ${issue?.message}` });
  }
  const { ip, userAgent = null, locale = null, place = null } = said.data;
  const acceptLanguage = { get: (name: string) => (name === "accept-language" ? locale : null) };
  const language = requestedLocale(acceptLanguage, trust.auth.locales);
  return { client: { ip, userAgent, place, locale: language }, appServer: app };
}

/** The answer to a client that guesses too often; null for a client that may go on. */
async function refusalOfGuess(trust: Trust): Promise<RefusedRequest | null> {
  try {
    await limitClient(trust, "guess");
    return null;
  } catch (cause) {
    const refusal = toRefusal(getTRPCErrorFromUnknown(cause));
    if (refusal?.reason === "RATE_LIMITED") return refuseRequest("TOO_MANY_REQUESTS", refusal);
    if (refusal?.reason === "UNAVAILABLE") return refuseRequest("SERVICE_UNAVAILABLE", refusal);
    throw cause;
  }
}
