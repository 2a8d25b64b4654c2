import type { RegisteredApp } from "./context.ts";

/** The name of the app that a path leads to by a hand-off, for the mail of what is asked for on the way; none for none of ours. */
export function appAt(apps: readonly RegisteredApp[], path: string | null): { app?: string } {
  if (!path?.startsWith("/handoff?")) return {};
  const asked = new URLSearchParams(path.slice(path.indexOf("?"))).get("app");
  const app = apps.find(({ id }) => id === asked);
  return app ? { app: app.name } : {};
}
