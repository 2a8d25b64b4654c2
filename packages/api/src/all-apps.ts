import type { ApiContext, RegisteredApp } from "./context.ts";

/** All apps that this process knows, of whichever collections. */
export function allApps({
  apps,
  appsOf,
  auth,
}: Pick<ApiContext, "apps" | "appsOf" | "auth">): RegisteredApp[] {
  return [apps, ...Object.keys(auth.policy.collections).map(appsOf)].flat();
}
