import { createHash, randomBytes } from "node:crypto";
import { type Auth, createAuth } from "@watchword/auth";
import { generateOneTimeToken, verifyOneTimeToken } from "@watchword/auth/one-time-token";
import { endSession, findSession } from "@watchword/auth/session";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type LogoutReceiver, startLogoutReceiver } from "@watchword/api/testing/logout-receiver";
import { createDeployment, type Deployment, freePort, until } from "./processes.ts";

let deployment: Deployment;
let auth: Auth;
let receiver: LogoutReceiver | null;
beforeEach(async () => {
  deployment = await createDeployment();
  const { databaseUrl, secret } = deployment;
  auth = createAuth({ database: databaseUrl, secret });
});
afterEach(async () => {
  await auth.close();
  await receiver?.close();
  await deployment.close();
});

/** The app's session of somebody new. */
async function newAppSession() {
  const email = `${crypto.randomUUID()}@example.com`;
  const { userId } = await auth.createUser({ email, emailVerified: true });
  const signedIn = await findSession(auth, (await auth.createSession(userId)).toString());
  if (!signedIn) throw new Error("Nobody is signed in");
  const codeVerifier = randomBytes(32).toString("base64url");
  const codeChallenge = createHash("sha256").update(codeVerifier).digest("base64url");
  const request = { audience: { id: "wiki" }, codeChallenge };
  const generated = await generateOneTimeToken(auth, signedIn, request);
  if (!generated.ok) throw new Error(generated.reason);
  const client = { ip: null, userAgent: null, place: null, locale: null };
  const redemption = { token: generated.token, audience: { id: "wiki" }, codeVerifier };
  const verified = await verifyOneTimeToken(auth, redemption, { client, previousSecret: null });
  if (!verified.ok) throw new Error(verified.reason);
  return { id: verified.session.id, secret: verified.secret };
}

const environment = (url: string) => ({
  WATCHWORD_APPS: JSON.stringify([
    { id: "wiki", redirectUris: ["https://wiki.example/callback"], backchannelLogoutUri: url },
  ]),
});
const toldOf = () => receiver?.received.map(({ claims }) => claims["sid"]) ?? [];

it("a worker that is killed while it delivers a logout loses none", async () => {
  receiver = await startLogoutReceiver();
  receiver.holds = true;
  const sessions = await Promise.all(Array.from({ length: 6 }, newAppSession));
  const worker = await deployment.startWorker(environment(receiver.url));
  for (const { secret } of sessions) await endSession(auth, secret);
  await until(() => toldOf().length > 0);
  await worker.kill();
  // What the killed one has sent may still arrive at the old receiver.
  await receiver.close();
  receiver = await startLogoutReceiver();
  await deployment.startWorker(environment(receiver.url));
  await until(() => new Set(toldOf()).size === sessions.length);
  expect(toldOf().toSorted()).toEqual(sessions.map(({ id }) => id).toSorted());
});

it("an app that was out of reach gets its logouts once it is back", async () => {
  const port = await freePort();
  const { id, secret } = await newAppSession();
  const worker = await deployment.startWorker(environment(`http://127.0.0.1:${port}/logout`));
  await endSession(auth, secret);
  await until(() => worker.output().includes("wasn't reached for a logout"));
  receiver = await startLogoutReceiver(port);
  await until(() => toldOf().length > 0);
  expect(toldOf()).toEqual([id]);
});
