import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import * as client from "openid-client";
import { Strategy } from "openid-client/passport";
import { Passport } from "passport";
import { afterAll, beforeAll, expect, it } from "vitest";
import { LOCAL, LOCAL_KEY } from "./apps.ts";
import { type Provider, startProvider } from "./provider.ts";

let provider: Provider;
let config: client.Configuration;
let server: Server;
let url: string;
beforeAll(async () => {
  provider = await startProvider();
  config = await client.discovery(
    new URL(provider.issuer),
    LOCAL.id,
    {},
    client.ClientSecretBasic(LOCAL_KEY),
    { execute: [client.allowInsecureRequests] },
  );
  server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  server.on("request", serveApp(`${url}/callback`));
});
afterAll(async () => {
  server.close();
  await provider.end();
});

/** What `docs/openid-connect.md` tells people to write: this strategy sends a state only where it is told to. */
class WithState extends Strategy {
  override authorizationRequestParams(
    ...given: Parameters<Strategy["authorizationRequestParams"]>
  ) {
    const parameters = new URLSearchParams(super.authorizationRequestParams(...given));
    parameters.set("state", client.randomState());
    return parameters;
  }
}

interface Person {
  sub: string;
  refreshToken: string | undefined;
  idToken: string | undefined;
}

/** An app of one browser, whose session it keeps. */
function serveApp(callbackURL: string) {
  const passport = new Passport().use(
    new WithState(
      { name: "watchword", config, scope: "openid email offline_access", callbackURL },
      (tokens, done) => {
        const { sub = "" } = tokens.claims() ?? {};
        done(null, { sub, refreshToken: tokens.refresh_token, idToken: tokens.id_token });
      },
    ),
  );
  const session = {};
  const authenticate = passport.authenticate("watchword", { session: false });
  return express()
    .use((req, _res, next) => {
      Object.assign(req, { session });
      next();
    })
    .get("/sign-in", authenticate)
    .get("/callback", authenticate, (req, res) => void res.json(req.user));
}

it("Passport signs in, refreshes, and leads to the end of the session", async () => {
  const sent = await fetch(`${url}/sign-in`, { redirect: "manual" });
  const callback = await provider.agree(
    sent.headers.get("location") ?? "",
    await provider.signIn(),
  );
  const person = (await (await fetch(callback)).json()) as Person;
  expect(person.sub).toMatch(/^[0-9a-f-]{36}$/);
  const tokens = await client.refreshTokenGrant(config, person.refreshToken ?? "");
  const info = await client.fetchUserInfo(config, tokens.access_token, person.sub);
  expect(info.email).toBe("ada@example.com");
  const out = client.buildEndSessionUrl(config, {
    id_token_hint: person.idToken ?? "",
    post_logout_redirect_uri: "https://local.example/bye",
  });
  const { to } = await provider.visit(out.href, await provider.signIn());
  expect(to?.pathname).toBe("/sign-out");
});
