import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type GuardedServer, startGuardedServer } from "./guarded-server.ts";

let server: GuardedServer;
beforeAll(async () => {
  server = await startGuardedServer({ trustedProxyHops: 0, placeHeaders: null });
});
afterAll(() => server.close());

const send: GuardedServer["send"] = (...asked) => server.send(...asked);

describe("the guard", () => {
  it.each([
    "/oidc/authorize?client_id=wiki",
    "/%6fidc/authorize",
    "/oidc//authorize",
    "/oidc/end-session",
    "/api/trpc/session.current",
    "/api/v1/session",
    "/api/openapi.json",
    "/api/docs/../health/live",
    "/.well-known/openid-configuration",
  ])("lets nobody request %s as a page's router does", async (target) => {
    for (const name of ["rsc", "next-router-prefetch", "next-router-segment-prefetch"])
      expect((await send(target, { [name]: "1" })).status).toBe(400);
    expect((await send(target)).status).toBe(200);
  });

  it.each(["/account", "/handoff?app=wiki", "/api/docs", "/api/docs/operators", "/"])(
    "lets a page's router request %s",
    async (target) => expect((await send(target, { rsc: "1" })).status).toBe(200),
  );
});
