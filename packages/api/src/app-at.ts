import type { RegisteredApp } from "./context.ts";

/** The app that a path leads to by a hand-off; null for none of ours. */
export function appAt(apps: readonly RegisteredApp[], path: string | null): RegisteredApp | null {
  if (!path?.startsWith("/handoff?")) return null;
  const asked = new URLSearchParams(path.slice(path.indexOf("?"))).get("app");
  return apps.find(({ id }) => id === asked) ?? null;
}
