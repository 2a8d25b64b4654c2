import { createSignIn as createHonoSignIn } from "@watchword/client/hono";
import { createSignIn as createNextSignIn } from "@watchword/client/next";
import { useEmailCode } from "@watchword/client/react";
import { createSignIn, type Failure } from "@watchword/client/server";
import { createWatchwordClient, visitorOf } from "@watchword/client";
import { Hono } from "hono";
import type { NextRequest } from "next/server.js";

// Compiled, never run: the routes fit into their frameworks.

const options = {
  url: "https://auth.example",
  app: { id: "partner" },
  origin: "https://app.example",
  failed: ({ reason, status }: Failure) => new Response(reason, { status }),
};

const forHono = createHonoSignIn(options);
export const hono = new Hono()
  .get("/sign-in", forHono.signInRoute)
  .get("/callback", forHono.callbackRoute)
  .post("/sign-out", forHono.signOutRoute)
  .use("/members/*", forHono.guard)
  .get("/members", async (c) => c.text((await forHono.getSession(c))?.user.email ?? ""));

const forNext = createNextSignIn(options);
export const GET: (request: NextRequest) => Promise<Response> = forNext.signInRoute;
export const proxy: (request: NextRequest) => Promise<Response | undefined> = forNext.guard;
export const email = async () => (await forNext.getSession())?.user.email;

const forOthers = createSignIn({
  ...options,
  app: { id: "partner", key: "wwa_key" },
  visitor: (request) => visitorOf(request, { proxyHops: 1 }),
});
export const userOf = (request: Request) => forOthers.getSession(request);
// @ts-expect-error An app is known by its id.
createSignIn({ url: "https://auth.example", app: "partner", origin: "https://app.example" });
// @ts-expect-error Where is it?
createSignIn({ url: "https://auth.example", app: { id: "partner" } });

const client = createWatchwordClient({ url: "https://auth.example" });
export const usePhase = (): "address" | "code" | "done" => useEmailCode({ client }).phase;
