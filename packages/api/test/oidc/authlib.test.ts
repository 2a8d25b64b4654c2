import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { LOCAL, LOCAL_KEY } from "./apps.ts";
import { type Provider, startProvider } from "./provider.ts";

/** Debian's, for which `python3-authlib` is installed. */
const PYTHON = "/usr/bin/python3";
const PROGRAM = path.join(import.meta.dirname, "authlib_client.py");
const hasAuthlib = spawnSync(PYTHON, ["-c", "import authlib, requests"]).status === 0;

let provider: Provider;
beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.end());

/** Runs the program, with whoever has this session in its browser. What it was told. */
async function signInWithAuthlib(method: string, secret: string) {
  const redirectUri = "http://127.0.0.1:9/callback";
  const python = spawn(PYTHON, [
    PROGRAM,
    provider.issuer,
    LOCAL.id,
    LOCAL_KEY,
    redirectUri,
    method,
  ]);
  const errors = text(python.stderr);
  const lines = createInterface(python.stdout)[Symbol.asyncIterator]();
  const { value: url } = await lines.next();
  if (url === undefined) throw new Error(await errors);
  python.stdin.end(`${await provider.agree(url, secret)}\n`);
  const { value: told } = await lines.next();
  if (python.exitCode === null) await once(python, "close");
  if (told === undefined) throw new Error(await errors);
  return JSON.parse(told);
}

it.runIf(hasAuthlib).each(["client_secret_basic", "client_secret_post"])(
  "Authlib signs in, asks who it is, refreshes, introspects and revokes, by %s",
  async (method) => {
    const told = await signInWithAuthlib(method, await provider.signIn());
    const { sub, sid } = told.claims;
    expect(told).toMatchObject({
      claims: { email: "ada@example.com", email_verified: true, amr: ["otp"] },
      userinfo: { sub, email: "ada@example.com", email_verified: true },
      refreshed: { sub, sid, auth_time: told.claims.auth_time },
      introspected: { active: true, client_id: "local", sub },
      revoked: 200,
      afterwards: 401,
    });
  },
);
