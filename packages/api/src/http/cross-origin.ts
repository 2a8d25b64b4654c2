import type { RegisteredApp } from "../context.ts";

interface Origins {
  publicUrl: string;
  apps: readonly RegisteredApp[];
}

/**
 * Whether a browser's page of this origin may make the call, and what its answer says so with. Our own
 * pages may; those of a registered app with a bearer token alone, as no cookie of ours is theirs to use.
 */
export function judgeOrigin(
  { headers, method }: Request,
  { publicUrl, apps }: Origins,
): { ok: true; headers: Record<string, string> } | { ok: false } {
  const origin = headers.get("origin");
  if (origin === null || origin === new URL(publicUrl).origin) {
    return { ok: true, headers: { vary: "Origin" } };
  }
  const preflight = method === "OPTIONS";
  const mayCall = preflight || headers.get("authorization") !== null;
  if (!mayCall || !apps.some((app) => app.origin === origin)) return { ok: false };
  return {
    ok: true,
    headers: {
      vary: "Origin",
      "access-control-allow-origin": origin,
      "access-control-expose-headers": "Retry-After",
      ...(preflight && PREFLIGHT),
    },
  };
}

const PREFLIGHT = {
  "access-control-allow-methods": "GET, POST",
  "access-control-allow-headers": "authorization, content-type",
  "access-control-max-age": "600",
};
