import type { ChallengeMail, LinkMail } from "@watchword/db/mail-queue";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type AppIdentity, removeApp } from "../src/apps/apps.ts";
import { giveConsent } from "../src/consent/consent.ts";
import { requestDeviceAuthorization } from "../src/flows/device-authorization/device-authorization.ts";
import { signInWithEmailOtp } from "../src/flows/email-otp/email-otp.ts";
import {
  generateOneTimeToken,
  verifyOneTimeToken,
} from "../src/flows/one-time-token/one-time-token.ts";
import {
  confirmSignUp,
  requestSignUp,
  signInWithPassword,
} from "../src/flows/password/password.ts";
import {
  completePasswordReset,
  requestPasswordReset,
} from "../src/flows/password-reset/password-reset.ts";
import { endSession } from "../src/session/session.ts";
import { ANEW, LAPTOP, type Product, startProduct, tokenOf, type Visitor } from "./product.ts";
import { codeChallenge, codeFor, codeVerifier, leftOf, register } from "./registered-app.ts";

/* Processes know the registered apps for a while, so one may still act for an app that is gone. */

let product: Product;
let ada: Visitor;
beforeAll(async () => {
  product = await startProduct();
});
beforeEach(async () => void (ada = await product.signIn(anybody())));
afterAll(() => product.close());

const anybody = () => `${crypto.randomUUID()}@example.com`;
const PASSWORD = "a long and friendly phrase";

/** What a process may do for an app, and how it is refused where the app was removed. */
const deeds: [string, unknown, (app: AppIdentity, prepared: Prepared) => Promise<unknown>][] = [
  ["consent", false, (app) => giveConsent(product.auth, ada, app)],
  [
    "code",
    { ok: false, reason: "UNKNOWN_APP" },
    (audience) => generateOneTimeToken(product.auth, ada, { audience, codeChallenge }),
  ],
  [
    "request of a device",
    null,
    (app) =>
      requestDeviceAuthorization(product.auth, { app, issuer: "here", scope: "", place: null }),
  ],
  [
    "sign-in by code",
    { ok: false, reason: "INVALID_TOKEN" },
    (audience, { otpId, code }) =>
      signInWithEmailOtp(product.auth, { challenge: otpId, code }, { ...ANEW, audience }),
  ],
  [
    "sign-up",
    { ok: false, reason: "INVALID_TOKEN" },
    (audience, { signUp }) =>
      confirmSignUp(product.auth, { token: signUp }, PASSWORD, { ...ANEW, audience }),
  ],
  [
    "sign-in by password",
    { ok: false, reason: "INVALID_CREDENTIALS" },
    (audience, { email }) => {
      const typed = { email, collection: "users", password: PASSWORD };
      return signInWithPassword(product.auth, typed, { ...ANEW, audience });
    },
  ],
  [
    "reset",
    { ok: false, reason: "INVALID_TOKEN" },
    (audience, { reset }) =>
      completePasswordReset(product.auth, reset, PASSWORD, { ...ANEW, audience }),
  ],
];

type Prepared = Awaited<ReturnType<typeof prepare>>;

/** Somebody with a password, and what they were mailed. */
async function prepare() {
  const { auth } = product;
  const email = anybody();
  await auth.createUser({ email, emailVerified: true });
  await auth.updateKeyPassword("email", email, PASSWORD);
  const { otpId, code } = await product.requestAndRead(email);
  await requestPasswordReset(auth, { email, collection: "users", client: LAPTOP });
  const reset = tokenOf((await product.newestMail("password-reset")) as LinkMail);
  const asked = { email: anybody(), collection: "users", client: LAPTOP };
  await requestSignUp(auth, asked);
  const signUp = tokenOf((await product.newestMail("password-sign-up")) as ChallengeMail);
  return { email, otpId, code, reset, signUp };
}

describe("an app that was removed", () => {
  it.each(deeds)("gets no %s from a process that still knows it", async (what, refused, act) => {
    const id = `shop-${deeds.findIndex(([name]) => name === what)}`;
    const former = await register(product, id);
    const prepared = await prepare();
    await removeApp(product.auth, id);
    expect(await act(former, prepared)).toEqual(refused);
    const present = await register(product, id);
    expect(await act(former, prepared)).toEqual(refused);
    expect(await leftOf(product, present)).toEqual([]);
    // What was refused is as good as before.
    expect(await act(present, prepared)).not.toEqual(refused);
  });

  it("gets no session for a code, and nothing of the code is left for another app with its id", async () => {
    const former = await register(product, "redeemer");
    const token = await codeFor(product, ada, former);
    await removeApp(product.auth, former.id);
    const redemption = { token, audience: former, codeVerifier };
    const refused = { ok: false, reason: "INVALID_TOKEN" };
    expect(await verifyOneTimeToken(product.auth, redemption, ANEW)).toEqual(refused);
    const audience = await register(product, "redeemer");
    expect(await verifyOneTimeToken(product.auth, { ...redemption, audience }, ANEW)).toEqual(
      refused,
    );
  });

  it("isn't told later that its sessions have ended, nor is another app with its id", async () => {
    const former = await register(product, "listener");
    const redemption = {
      token: await codeFor(product, ada, former),
      audience: former,
      codeVerifier,
    };
    expect(await verifyOneTimeToken(product.auth, redemption, ANEW)).toMatchObject({ ok: true });
    await endSession(product.auth, ada.secret);
    expect(await leftOf(product, former)).toEqual(["a logout"]);
    await removeApp(product.auth, former.id);
    expect(await leftOf(product, former)).toEqual([]);
  });
});
