import { sameOriginPath } from "@watchword/auth/next-path";
import { z } from "zod";
import type { RegisteredApp } from "./context.ts";
import { isLoopback, isWithinNetwork } from "./loopback.ts";
import { sectorOf } from "./app-session/subject.ts";

/** For rules of URLs, which apply only if the value is one. An `abort` would hide problems of other settings. */
const ofUrls = {
  when: ({ issues }: { issues: readonly { code?: string }[] }) =>
    !issues.some(({ code }) => code === "invalid_type" || code === "invalid_format"),
};

const appOrigin = z
  .url({ protocol: /^https?$/, error: "Not an http(s) URL" })
  .refine((given) => new URL(given).origin === given, {
    ...ofUrls,
    error: ({ input }) => `Not an origin, as ${new URL(String(input)).origin} is`,
  })
  .refine((given) => given.startsWith("https:") || isLoopback(new URL(given).hostname), {
    ...ofUrls,
    error: "Sessions travel over https only, except on loopback",
  });

/** Custom schemes are reversed domain names, as RFC 8252, 7.1 requires, so none is `javascript:`. */
const OWN_SCHEME = /^[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+:$/;

const redirectUri = z
  .url({ error: "Not a URL" })
  .refine(leadsToAnApp, {
    ...ofUrls,
    error:
      "Needs https, http on loopback, or a scheme that is a domain reversed, like com.acme.app:/callback",
  })
  .refine((given) => !/[#@*]/.test(given), {
    ...ofUrls,
    error: "Holds a fragment, a user or a wildcard",
  })
  .refine((given) => new URL(given).href === given, {
    ...ofUrls,
    error: ({ input }) => `Browsers read it as ${new URL(String(input)).href}: write that`,
  });

function leadsToAnApp(given: string): boolean {
  const { protocol, hostname } = new URL(given);
  if (protocol === "http:") return isLoopback(hostname);
  return protocol === "https:" || OWN_SCHEME.test(protocol);
}

/** Where an app's server receives messages. Another setting says whether it may be within the network. */
const serverUri = z
  .url({ protocol: /^https?$/, error: "Not an http(s) URL" })
  .refine((given) => given.startsWith("https:") || isWithinNetwork(new URL(given).hostname), {
    ...ofUrls,
    error: "Needs https, except within a network",
  })
  .refine((given) => !/[#@]/.test(given), { ...ofUrls, error: "Holds a fragment or a user" })
  // Normalized, because Postgres can't store every character that a URL may be typed with.
  .transform((given) => (/^[\x21-\x7e]+$/.test(given) ? given : new URL(given).href));

/** The SHA-256 of a key, in hex or base64url; stored in hex. */
const secretHash = z
  .string()
  .regex(
    /^([0-9a-f]{64}|[\w-]{43})$/i,
    "Not a SHA-256 in hex or base64url: see `pnpm apps:key`, or `npx watchword app-key`",
  )
  .transform((given) =>
    given.length === 64 ? given.toLowerCase() : Buffer.from(given, "base64url").toString("hex"),
  );

/** The settings of every app that calls or whose pages call. */
const CALLER = {
  id: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,62}$/, "Needs lower-case letters, digits or hyphens, a letter first"),
  name: z
    .string()
    .trim()
    .min(1)
    .max(40)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, "Contains control characters or a lone surrogate")
    .optional(),
  origin: appOrigin.optional(),
  secretHash: secretHash.optional(),
  formerSecretHash: secretHash.exactOptional(),
  allowedOrigins: z.array(appOrigin).max(50).default([]),
};

const OLD_KEY_ONLY = {
  path: ["formerSecretHash"],
  error: "Needs a secretHash, which is the new key's",
};

/** Whether an app that has a previous key also has a new one. */
function hasNewKey({ secretHash: current, formerSecretHash: former }: Keys): boolean {
  return former === undefined || current !== undefined;
}

/** An app as it is registered, in the environment or by an operator. */
export const registeredApp = z
  .strictObject({
    ...CALLER,
    callback: z
      .string()
      .refine((path) => sameOriginPath(path) === path, { error: "Not a path" })
      .optional(),
    redirectUris: z.array(redirectUri).max(50).default([]),
    trusted: z.boolean().default(false),
    deviceAuthorization: z.boolean().exactOptional(),
    initiateLoginUri: redirectUri.exactOptional(),
    postLogoutRedirectUris: z.array(redirectUri).max(50).default([]),
    backchannelLogoutUri: serverUri.nullable().default(null),
    subjectType: z.enum(["public", "pairwise"]).exactOptional(),
  })
  .refine(({ origin, callback }) => callback === undefined || origin !== undefined, {
    path: ["callback"],
    error: "Needs an origin: it is a path there",
  })
  .refine(hasNewKey, OLD_KEY_ONLY)
  .refine(({ callback, redirectUris }) => callback !== undefined || redirectUris.length > 0, {
    path: ["redirectUris"],
    error: "Needs at least one, or a callback, to which people come back",
  })
  .refine(
    ({ subjectType, redirectUris, origin }) =>
      subjectType !== "pairwise" ||
      new Set([...redirectUris, ...(origin ? [origin] : [])].map(sectorOf)).size === 1,
    {
      path: ["subjectType"],
      error: "pairwise needs redirect URIs of one host",
      // All of them must be URLs.
      when: ({ issues }) => issues.length === 0,
    },
  )
  .transform(({ callback, ...app }): RegisteredApp => {
    const redirectUris = callback
      ? [`${app.origin}${callback}`, ...app.redirectUris]
      : app.redirectUris;
    return { ...app, ...callerOf(app), redirectUris: [...new Set(redirectUris)] };
  });

/** An app that calls another app that has Watchword inside. Redirects and OpenID Connect exist only in the service. */
const appBeside = z
  .strictObject(CALLER)
  .refine(hasNewKey, OLD_KEY_ONLY)
  .transform((app): RegisteredApp => ({
    ...callerOf(app),
    redirectUris: [],
    trusted: false,
    postLogoutRedirectUris: [],
    backchannelLogoutUri: null,
  }));

type Caller = z.output<z.ZodObject<typeof CALLER>>;
type Keys = Pick<Caller, "secretHash" | "formerSecretHash">;

function callerOf({ id, name = inWords(id), ...app }: Caller) {
  const { origin, allowedOrigins, formerSecretHash } = app;
  return {
    id,
    name,
    origin: origin ?? null,
    secretHash: app.secretHash ?? null,
    ...(formerSecretHash !== undefined && { formerSecretHash }),
    allowedOrigins: [...new Set(origin ? [origin, ...allowedOrigins] : allowedOrigins)],
  };
}

/** All apps of a deployment: none may be mistaken for another. */
export const registeredApps = distinct(registeredApp);

/** The apps that call one that has Watchword inside. */
export const appsBeside = distinct(appBeside);

function distinct(app: z.ZodType<RegisteredApp>) {
  return z
    .array(app)
    .refine((apps) => isDistinct(apps.map(({ id }) => id)), {
      error: "Two apps have the same id",
    })
    .refine((apps) => isDistinct(apps.flatMap(({ allowedOrigins }) => allowedOrigins)), {
      error: "Two apps have the same origin, so a call from there could be either's",
    });
}

function isDistinct(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}

/** `my-shop` becomes `My shop`, the default name. */
function inWords(id: string): string {
  return id.charAt(0).toUpperCase() + id.slice(1).replaceAll("-", " ");
}
