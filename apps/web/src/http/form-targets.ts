import type { RegisteredApp } from "@watchword/api/context";

const LOOPBACK = ["http://127.0.0.1:*", "http://localhost:*"];

/**
 * Where a form's answer may lead, as a policy's `form-action` names it: to the apps, and to any https origin, or
 * loopback beside an app there. Browsers apply the policy to all redirects that follow a form, and an app's callback
 * may redirect on to a tenant's host.
 */
export function formTargetsOf(apps: readonly RegisteredApp[]): string[] {
  const uris = apps.flatMap((app) => [
    ...[app.origin, app.initiateLoginUri].filter((uri) => uri != null),
    ...app.redirectUris,
    ...app.postLogoutRedirectUris,
  ]);
  return [...new Set(uris.flatMap(targetsOf))];
}

/**
 * Only the scheme of a phone's app is known. And a policy can't name an IPv6 address with its ports, which browsers
 * ignore.
 */
function targetsOf(uri: string): string[] {
  const { origin, protocol, hostname } = new URL(uri);
  if (origin === "null" || protocol === "https:" || hostname.startsWith("[")) return [protocol];
  return [origin, ...LOOPBACK];
}
