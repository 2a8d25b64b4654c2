import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { registerApp, type AppIdentity, removeApp } from "../src/apps/apps.ts";
import { giveConsent, listConsents } from "../src/consent/consent.ts";
import { requestDeviceAuthorization } from "../src/flows/device-authorization/device-authorization.ts";
import { verifyOneTimeToken } from "../src/flows/one-time-token/one-time-token.ts";
import { endSession, findSession } from "../src/session/session.ts";
import { between } from "./between.ts";
import type { Call } from "./processes/caller.ts";
import { type Fleet, startProductAndFleet } from "./processes/fleet.ts";
import { ANEW, type Product, type Visitor } from "./product.ts";
import { codeChallenge, codeFor, codeVerifier, leftOf, register } from "./registered-app.ts";

let product: Product;
let fleet: Fleet;
let ada: Visitor;
beforeAll(async () => {
  ({ product, fleet } = await startProductAndFleet());
});
beforeEach(async () => void (ada = await product.signIn(`${crypto.randomUUID()}@example.com`)));
afterAll(() => product.close());

it("an app that is registered gets nothing of one that the environment had under its id", async () => {
  const { auth } = product;
  const former: AppIdentity = { id: "reused" };
  const redeemed = { token: await codeFor(product, ada, former), audience: former, codeVerifier };
  const kept = await verifyOneTimeToken(auth, redeemed, ANEW);
  const ended = await verifyOneTimeToken(
    auth,
    { ...redeemed, token: await codeFor(product, ada, former) },
    ANEW,
  );
  if (!kept.ok || !ended.ok) throw new Error("The app has no session.");
  await endSession(auth, ended.secret);
  const unredeemed = await codeFor(product, ada, former);
  await giveConsent(auth, ada, former);
  const asked = { app: former, scope: "openid", issuer: "here", place: null };
  await requestDeviceAuthorization(auth, asked);
  const all = ["a code", "a session", "a consent", "a device", "a logout"];
  expect((await leftOf(product, former)).toSorted()).toEqual(all.toSorted());

  const app = await register(product, former.id);
  expect(await leftOf(product, app)).toEqual([]);
  expect(await findSession(auth, kept.secret)).toBeNull();
  expect(await listConsents(auth, ada)).toEqual([]);
  for (const audience of [former, app])
    expect(
      await verifyOneTimeToken(auth, { ...redeemed, token: unredeemed, audience }, ANEW),
    ).toMatchObject({ ok: false });
  expect(await findSession(auth, ada.secret)).not.toBeNull();
});

it("a refused registration ends nothing", async () => {
  const app = await register(product, "taken");
  await giveConsent(product.auth, ada, app);
  expect(
    await registerApp(product.auth, { id: app.id, settings: {}, secretHash: null }),
  ).toMatchObject({ ok: false, reason: "ID_TAKEN" });
  expect(await leftOf(product, app)).toEqual(["a consent"]);
});

describe("the removal of an app", () => {
  it("waits for what is being done for it, and undoes that", async () => {
    const app = await register(product, "busy");
    const removed = await between(
      product.owner,
      (other) =>
        sql`
        WITH held AS (SELECT FROM apps WHERE id = ${app.id} FOR KEY SHARE), given AS (
          INSERT INTO consents (user_id, app) VALUES (${ada.user.id}, ${app.id}) RETURNING app
        ) SELECT * FROM held, given`.execute(other),
      () => removeApp(product.auth, app.id),
      async () => {},
    );
    expect(removed).toBe(true);
    expect(await leftOf(product, app)).toEqual([]);
  });

  it("isn't waited for by a redemption of a code, which it may itself wait for", async () => {
    const app = await register(product, "leaving");
    const redemption = { token: await codeFor(product, ada, app), audience: app, codeVerifier };
    const removal = await product.owner.startTransaction().execute();
    await removal.deleteFrom("apps").where("id", "=", app.id).execute();
    expect(await verifyOneTimeToken(product.auth, redemption, ANEW)).toEqual({
      ok: false,
      reason: "INVALID_TOKEN",
    });
    await removal.rollback().execute();
    expect(await verifyOneTimeToken(product.auth, redemption, ANEW)).toMatchObject({ ok: true });
  });

  it("leaves nothing of the app, whatever two processes do for it at the same time", async () => {
    const { secret } = ada;
    for (let round = 0; round < 8; round++) {
      const id = `raced-${round}`;
      const app = await register(product, id);
      const tokens = await Promise.all(Array.from({ length: 4 }, () => codeFor(product, ada, app)));
      const calls: Call[] = tokens.flatMap((token) => [
        { kind: "consent", secret, app },
        { kind: "hand-on", secret, app, codeChallenge },
        { kind: "hand-over", token, app, codeVerifier },
        { kind: "consent", secret, app },
      ]);
      calls.splice(4, 0, { kind: "remove-app", id }, { kind: "register-app", id });
      await fleet.call(calls);
      await register(product, id);
      expect(await leftOf(product, app)).toEqual([]);
    }
  });
});
