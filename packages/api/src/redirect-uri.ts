import type { RegisteredApp } from "./context.ts";

/**
 * Where a browser is sent back to: the registered URI that the app names, or its first one if it names none. Null for
 * any other URI. A URI on a loopback address without a port is registered for any port (RFC 8252, 7.3).
 */
export function redirectUriOf(
  { redirectUris }: Pick<RegisteredApp, "redirectUris">,
  asked: string | null,
): string | null {
  if (asked === null) return redirectUris[0] ?? null;
  if (redirectUris.includes(asked)) return asked;
  const portless = withoutLoopbackPort(asked);
  return portless !== null && redirectUris.includes(portless) ? asked : null;
}

function withoutLoopbackPort(asked: string): string | null {
  const [, scheme, rest] =
    /^(http:\/\/(?:127\.0\.0\.1|\[::1\])):\d{1,5}(\/[^#]*)$/.exec(asked) ?? [];
  return scheme !== undefined && rest !== undefined && URL.canParse(asked) ? scheme + rest : null;
}
