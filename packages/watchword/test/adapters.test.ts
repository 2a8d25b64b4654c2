import type { Body, DataOf } from "@watchword/api/testing/answers";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { Server } from "node:http";
import { serve } from "@hono/node-server";
import express from "express";
import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as onExpress from "../src/express.ts";
import * as onHono from "../src/hono.ts";
import { type App, cookiesOf, startApp } from "./app.ts";

const HOME = "/api/watchword";

let app: App;
const servers: Server[] = [];
const at: Record<string, string> = {};
beforeAll(async () => {
  app = await startApp();
  at.hono = await listening(serve({ fetch: honoApp().fetch, port: 0 }) as Server);
  at.express = await listening(expressApp(false).listen(0));
  at["express with a body parser"] = await listening(expressApp(true).listen(0));
});
afterAll(async () => {
  for (const server of servers) server.close().closeAllConnections();
  await app.close();
});

async function listening(server: Server): Promise<string> {
  servers.push(server);
  if (!server.listening) await once(server, "listening");
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}

function honoApp() {
  const hono = new Hono();
  hono.all(`${HOME}/*`, onHono.toHonoHandler(app.watchword));
  hono.get("/", async (c) => {
    const current = await app.watchword.getSession(c.req.raw);
    return c.json({ email: current?.user.email ?? null, ip: current?.session.ip ?? null });
  });
  hono.post("/login/code", async (c) => {
    const { email } = await c.req.json();
    return c.json(await onHono.apiOf(app.watchword, c).emailOtp.request({ email }));
  });
  hono.post("/login", async (c) => {
    const { otpId, code } = await c.req.json();
    await onHono.apiOf(app.watchword, c).emailOtp.signIn({ otpId, code });
    return c.json({ ok: true });
  });
  hono.post("/logout", async (c) => {
    await onHono.apiOf(app.watchword, c).session.signOut();
    return c.json({ ok: true });
  });
  return hono;
}

function expressApp(parsesFirst: boolean) {
  const server = express();
  if (parsesFirst) server.use(express.json());
  server.use(HOME, onExpress.toNodeHandler(app.watchword));
  server.use(express.json());
  server.get("/", async (req, res) => {
    const current = await app.watchword.getSession(onExpress.incomingOf(req));
    res.json({ email: current?.user.email ?? null, ip: current?.session.ip ?? null });
  });
  server.get("/header", (req, res) => {
    res.json(onExpress.incomingOf(req).headers.get("CF-Connecting-IP"));
  });
  server.post("/login/code", async (req, res) => {
    const { email } = req.body;
    res.json(await onExpress.apiOf(app.watchword, req, res).emailOtp.request({ email }));
  });
  server.post("/login", async (req, res) => {
    const { otpId, code } = req.body;
    await onExpress.apiOf(app.watchword, req, res).emailOtp.signIn({ otpId, code });
    res.json({ ok: true });
  });
  server.post("/logout", async (req, res) => {
    await onExpress.apiOf(app.watchword, req, res).session.signOut();
    res.json({ ok: true });
  });
  return server;
}

async function post<Content = Body<DataOf<"emailOtp.request">>>(
  url: string,
  input: object,
  browser = new Headers(),
) {
  const headers = new Headers(browser);
  headers.set("content-type", "application/json");
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(input) });
  expect(answer.status, url).toBe(200);
  return { headers: answer.headers, body: (await answer.json()) as Content };
}

const visit = async (url: string, headers: Headers) =>
  (await fetch(url, { headers })).json() as Promise<{ email: string | null; ip: string | null }>;

describe.each(["hono", "express", "express with a body parser"])("on %s", (framework) => {
  const email = `${framework.replaceAll(" ", "-")}@example.com`;

  it("the API works, and knows the visitor by cookie and by the address of their socket", async () => {
    const url = at[framework] ?? "";
    const asked = await post(`${url}${HOME}/trpc/emailOtp.request`, { email });
    const { otpId } = asked.body.result.data;
    const code = await app.mailbox.code(email);
    const browser = cookiesOf(await post(`${url}${HOME}/trpc/emailOtp.signIn`, { otpId, code }));
    const { ip, ...known } = await visit(url, browser);
    expect(known).toEqual({ email });
    expect(["127.0.0.1", "::1"]).toContain(ip);
  });

  it("the app's own routes can request codes, sign in and sign out", async () => {
    const url = at[framework] ?? "";
    app.mailbox.clear();
    const { otpId } = (await post<{ otpId: string }>(`${url}/login/code`, { email })).body;
    const code = await app.mailbox.code(email);
    const browser = cookiesOf(await post(`${url}/login`, { otpId, code }));
    expect(await visit(url, browser)).toMatchObject({ email });
    const signedOut = await post(`${url}/logout`, {}, browser);
    expect(signedOut.headers.get("clear-site-data")).toBe('"cache", "storage"');
    expect(await visit(url, browser)).toEqual({ email: null, ip: null });
  });

  it("a body that is too long is refused, and the next call is served", async () => {
    const url = `${at[framework]}${HOME}/trpc/emailOtp.request`;
    const init = { method: "POST", headers: { "content-type": "application/json" } };
    const long = await fetch(url, { ...init, body: JSON.stringify({ email: "x".repeat(90_000) }) });
    expect(long.status).toBe(400);
    expect((await fetch(`${at[framework]}${HOME}/trpc/session.current`)).status).toBe(200);
  });
});

it("Express's headers have any case, as the web's have", async () => {
  const headers = { "cf-connecting-ip": "203.0.113.9" };
  const answer = await fetch(`${at.express}/header`, { headers });
  expect(await answer.json()).toBe("203.0.113.9");
});
