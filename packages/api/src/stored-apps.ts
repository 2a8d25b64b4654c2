import { listApps, type NewApp } from "@watchword/auth/apps";
import type { ApiContext, RegisteredApp } from "./context.ts";
import { registeredApp } from "./registered-app.ts";

/** The apps that operators registered, without those that this release can't read. */
export async function readStoredApps(auth: ApiContext["auth"]): Promise<RegisteredApp[]> {
  return (await listApps(auth)).flatMap(
    ({ id, settings, secretHash, formerSecretHash, registration }) => {
      const keys = {
        ...(secretHash && { secretHash }),
        ...(formerSecretHash && { formerSecretHash }),
      };
      const read = registeredApp.safeParse({ ...settings, id, ...keys });
      return read.success ? [{ ...read.data, registration }] : [];
    },
  );
}

/** All apps of a deployment. An app of the environment replaces a registered one with its id or one of its origins. */
export function withStoredApps(
  fromEnvironment: readonly RegisteredApp[],
  stored: readonly RegisteredApp[],
): readonly RegisteredApp[] {
  const all = [...fromEnvironment];
  for (const app of stored) if (!all.some((other) => isMistakable(app, other))) all.push(app);
  return all;
}

/** Whether two apps have an id or an origin in common. */
export function isMistakable(one: RegisteredApp, other: RegisteredApp): boolean {
  return (
    one.id === other.id ||
    one.allowedOrigins.some((origin) => other.allowedOrigins.includes(origin))
  );
}

/** What is stored of an app; `registeredApp` reads it again. */
export function toNewApp(app: RegisteredApp): NewApp {
  const { id, secretHash, formerSecretHash: _former, registration: _, origin, ...settings } = app;
  return { id, secretHash, settings: { ...settings, ...(origin !== null && { origin }) } };
}
