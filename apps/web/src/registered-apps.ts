import type { RegisteredApp } from "@watchword/api/context";
import { isLoopback } from "@watchword/api/loopback";
import { sameOriginPath } from "@watchword/auth/next-path";
import { z } from "zod";
import { jsonVariable } from "./json-variable.ts";

const appOrigin = z
  .url({ protocol: /^https?$/, error: "Not an http(s) URL" })
  .refine((given) => new URL(given).origin === given, { error: "Not an origin" })
  .refine((given) => given.startsWith("https:") || isLoopback(new URL(given).hostname), {
    error: "Sessions travel over https only, except on loopback",
  });

const registeredApp = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/),
    name: z.string().trim().min(1).max(40).optional(),
    origin: appOrigin,
    callback: z.string().refine((path) => sameOriginPath(path) === path, { error: "Not a path" }),
  })
  .transform(({ name, ...app }): RegisteredApp => ({ ...app, name: name ?? inWords(app.id) }));

/** `WATCHWORD_APPS`: the apps that a session may be handed to, as JSON. */
export const registeredApps = jsonVariable(
  z.array(registeredApp).refine((apps) => new Set(apps.map(({ id }) => id)).size === apps.length, {
    error: "Two apps have the same id",
  }),
);

/** What `pnpm dev` registers: the example app, two ports above. */
export function exampleApps(port: number): RegisteredApp[] {
  const origin = `http://127.0.0.1:${port + 2}`;
  return [{ id: "partner", name: "Partner", origin, callback: "/callback" }];
}

/** `my-shop` is known as `My shop`, unless it is named. */
function inWords(id: string): string {
  return id.charAt(0).toUpperCase() + id.slice(1).replaceAll("-", " ");
}
