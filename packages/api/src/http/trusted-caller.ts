import type { Client } from "@watchword/auth/client";
import type { Locale } from "@watchword/db/locale";
import { z } from "zod";
import { isAppKey } from "../app-key.ts";
import type { RegisteredApp } from "../context.ts";
import { clientAddress } from "./client-address.ts";
import { badRequest, type RefusedRequest, refuseRequest } from "./envelope.ts";
import { requestedLocale } from "./requested-locale.ts";

/** The headers by which a registered app's server says who it is, and for whom it calls. */
const APP = "x-watchword-app";
const APP_KEY = "x-watchword-key";
const FORWARDED = "x-watchword-forwarded";

/** A call's client, and the app whose server makes the call; null where it presents no key. */
type TrustedCaller = { client: Client; appServer: RegisteredApp | null };

interface Trust {
  /** Who makes the call, as far as the connection shows it. */
  client: Client;
  apps: readonly RegisteredApp[];
  locales: readonly Locale[];
}

/** A visitor of an app, in a query's form (`ip=…&userAgent=…`), so that every character fits into a header. */
const visitor = z.strictObject({
  /** As proxies write it: perhaps with a port. */
  ip: z.string().transform((given, issues) => {
    const ip = clientAddress(given, undefined, 0);
    if (ip === null) issues.addIssue({ code: "custom", message: "Not an IP address" });
    return ip;
  }),
  userAgent: z
    .string()
    .max(512)
    .regex(/^\P{Cc}*$/u, "Holds control characters")
    .optional(),
  /** As the visitor's browser asks for it in `Accept-Language`. */
  locale: z.string().max(256).optional(),
  /** Where that is, in words. It ends in mails: no markup, and nothing that could pass for a link. */
  place: z
    .string()
    .regex(/^\p{L}[\p{L}\p{M} ,'’()-]{0,79}$/u, "Not the name of a place")
    .optional(),
});

/**
 * Whose call it is: the visitor's whom a registered app's server names, where it presents its key. A wrong key, or a
 * visitor without a key, is refused: such a call would count for somebody else than its caller thinks.
 */
export function trustedCaller(
  headers: Pick<Headers, "get">,
  { client, apps, locales }: Trust,
): TrustedCaller | RefusedRequest {
  const [id, key, forwarded] = [APP, APP_KEY, FORWARDED].map((name) => headers.get(name));
  if (id === null && key === null && forwarded === null) return { client, appServer: null };
  const app = apps.find((registered) => registered.id === id);
  if (!app || !isAppKey(app, key ?? "")) {
    const fields = { [APP_KEY]: "Not the key of an app that is registered here" };
    return refuseRequest("FORBIDDEN", { reason: "FORBIDDEN", fields });
  }
  if (forwarded == null) return { client, appServer: app };
  const fields = new URLSearchParams(forwarded);
  // Of a name that comes twice, a visitor may have written the second into what wasn't encoded.
  const twice = [...fields.keys()].find((name) => fields.getAll(name).length > 1);
  if (twice !== undefined) return badRequest({ [FORWARDED]: `${twice}: Given twice` });
  const said = visitor.safeParse(Object.fromEntries(fields));
  if (!said.success) {
    const [issue] = said.error.issues;
    return badRequest({ [FORWARDED]: `${issue?.path.join(".")}: ${issue?.message}` });
  }
  const { ip, userAgent = null, locale = null, place = null } = said.data;
  const acceptLanguage = { get: (name: string) => (name === "accept-language" ? locale : null) };
  const named = { ip, userAgent, place, locale: requestedLocale(acceptLanguage, locales) };
  return { client: named, appServer: app };
}
