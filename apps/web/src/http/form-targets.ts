import type { RegisteredApp } from "@watchword/api/context";

/** Where a form's answer may lead at an app, as a policy names it: origins, and schemes that phones know an app by. */
export function formTargetsOf({
  origin,
  redirectUris,
  postLogoutRedirectUris,
}: RegisteredApp): string[] {
  const uris = [...redirectUris, ...postLogoutRedirectUris].map(targetOf);
  return [...new Set(origin === null ? uris : [origin, ...uris])];
}

/** A loopback URI without a port is registered for any. */
function targetOf(uri: string): string {
  const { origin, protocol, port } = new URL(uri);
  if (origin === "null") return protocol;
  return protocol === "http:" && port === "" ? `${origin}:*` : origin;
}
