import { createHash } from "node:crypto";
import { createAppKey, hashAppKey } from "@watchword/api/app-key";
import { createDatabase, createPool } from "@watchword/db/pool";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createWatchword, type WatchwordOptions } from "../src/watchword.ts";
import { type App, dataOf, PUBLIC_URL, reasonOf, SECRET, startApp } from "./app.ts";

const SHOP = "https://shop.example";
const KEY = createAppKey();
const SERVER = { "x-watchword-app": "shop", "x-watchword-key": KEY };
const forwarded = (ip: string) => ({ "x-watchword-forwarded": `ip=${ip}` });

let app: App;
let db: ReturnType<typeof createDatabase>;
beforeAll(async () => {
  app = await startApp({
    apps: [{ id: "shop", origin: SHOP, secretHash: hashAppKey(KEY) }],
    policy: { mailsPerAddress: null, guessBudget: { perClient: 10 } },
  });
  db = createDatabase(createPool(app.database.ownerUrl, { max: 1 }));
});
afterAll(async () => {
  await db.destroy();
  await app.close();
});

/** A session of the shop's, of somebody who is signed in here. */
async function handOver(visitor: Headers): Promise<{ authorization: string }> {
  const { api } = app.watchword.forRequest(visitor);
  const codeVerifier = "v".repeat(43);
  const codeChallenge = createHash("sha256").update(codeVerifier).digest("base64url");
  const { token } = await api.oneTimeToken.generate({ audience: "shop", codeChallenge });
  const redemption = { token, audience: "shop", codeVerifier, transport: "token" };
  const verified = await app.post("oneTimeToken.verify", redemption, { headers: SERVER });
  const { token: secret } = await dataOf<"oneTimeToken.verify">(verified);
  return { authorization: `Bearer ${secret}` };
}

describe("a page of another app", () => {
  it("signs in to a session of that app, and sees none of this one's cookies", async () => {
    const email = "page@example.com";
    const own = await app.signIn(email);
    const headers = { origin: SHOP, ...Object.fromEntries(own) };
    app.mailbox.clear();
    const asked = await app.post("emailOtp.request", { email }, { headers });
    expect(asked.headers.get("access-control-allow-origin")).toBe(SHOP);
    expect(asked.headers.get("access-control-allow-credentials")).toBeNull();
    expect(
      await dataOf<"session.current">(await app.post("session.current", {}, { headers })),
    ).toBeNull();
    const { otpId } = await dataOf(asked);
    const code = await app.mailbox.code(email);
    const signedIn = await app.post("emailOtp.signIn", { otpId, code }, { headers });
    expect(signedIn.headers.getSetCookie()).toEqual([]);
    const { token, session } = await dataOf<"emailOtp.signIn">(signedIn);
    expect(session.audience).toBe("shop");
    const bearer = new Headers({ authorization: `Bearer ${token}` });
    expect(await app.watchword.getSession(bearer)).toBeNull();
  });

  it("is refused if its origin only looks like the app's", async () => {
    for (const origin of [
      `${SHOP}.evil.example`,
      `${SHOP}:444`,
      "http://shop.example",
      "null",
      "",
    ]) {
      const refused = await app.post("session.current", {}, { headers: { origin } });
      expect([origin, refused.status]).toEqual([origin, 403]);
      expect(refused.headers.get("access-control-allow-origin")).toBeNull();
    }
  });
});

describe("another app's server", () => {
  /** A code that was asked for by a visitor of the shop's, and how they then sign in. */
  async function askAs(ip: string, email: string) {
    const headers = { ...SERVER, ...forwarded(ip) };
    app.mailbox.clear();
    const { otpId } = await dataOf(await app.post("emailOtp.request", { email }, { headers }));
    const code = await app.mailbox.code(email);
    const wrong = String((Number(code) + 1) % 1e6).padStart(6, "0");
    const guess = (typed: string) =>
      app.post("emailOtp.signIn", { otpId, code: typed }, { headers });
    return { right: () => guess(code), wrong: () => guess(wrong) };
  }

  it("calls for its visitors, none of whom can lock out the next", async () => {
    for (const email of ["one@example.com", "two@example.com"]) {
      const { wrong } = await askAs("203.0.113.1", email);
      for (let guesses = 0; guesses < 5; guesses++)
        expect(await reasonOf(await wrong())).toBe("INVALID_TOKEN");
    }
    const spent = await askAs("203.0.113.1", "three@example.com");
    expect(await reasonOf(await spent.right())).toBe("TOO_MANY_ATTEMPTS");
    const next = await askAs("203.0.113.2", "four@example.com");
    expect((await next.right()).status).toBe(200);
  });

  it("isn't recognized without the key, in a handler or in a route of this app", async () => {
    const forged = { ...SERVER, "x-watchword-key": createAppKey(), ...forwarded("203.0.113.3") };
    for (const headers of [forged, forwarded("203.0.113.3")]) {
      const refused = await app.post("session.current", {}, { headers });
      expect(await reasonOf(refused)).toBe("FORBIDDEN");
    }
    const inRoute = { headers: new Headers({ ...SERVER, ...forwarded("203.0.113.4") }) };
    const { api } = app.watchword.forRequest({ ...inRoute, address: "198.51.100.20" });
    const { otpId } = await api.emailOtp.request({ email: "route@example.com" });
    const code = await app.mailbox.code("route@example.com");
    const { session } = await api.emailOtp.signIn({ otpId, code });
    expect(session.ip).toBe("198.51.100.20");
  });
});

it("another app's server may also call with its previous key, while that is configured", async () => {
  const [next, other] = [createAppKey(), createAppKey()];
  const keys = { secretHash: hashAppKey(next), formerSecretHash: hashAppKey(KEY) };
  const rotating = await startApp({ apps: [{ id: "shop", ...keys }] });
  const callBy = async (key: string) => {
    const headers = { ...SERVER, "x-watchword-key": key, ...forwarded("203.0.113.5") };
    return (await rotating.post("session.current", {}, { headers })).status;
  };
  expect([await callBy(next), await callBy(KEY), await callBy(other)]).toEqual([200, 200, 403]);
  await rotating.close();
});

describe("the queue of logouts, which nobody delivers inside an app,", () => {
  const queued = async () => (await db.selectFrom("logouts").select("app").execute()).length;

  it("stays empty if sessions are this app's own", async () => {
    const visitor = await app.signIn("own@example.com");
    await app.watchword.signOut(visitor);
    expect(await queued()).toBe(0);
  });

  it("is empty again after three days, even if functions send mail", async () => {
    const visitor = await app.signIn("handed@example.com");
    const shop = await handOver(visitor);
    expect(
      await dataOf<"session.current">(await app.post("session.current", {}, { headers: shop })),
    ).toMatchObject({ session: { audience: "shop" } });
    await (await app.watchword.startMailer()).stop();
    await app.watchword.signOut(visitor);
    expect(await queued()).toBe(1);
    await app.passTime(3 * 86_400 + 2 * 3_600);
    const inFunctions = createWatchword({
      database: app.database.url,
      secret: SECRET,
      publicUrl: PUBLIC_URL,
      sendMail: app.mailbox.sendMail,
    });
    await inFunctions.sendWaiting({ forMs: 2_000 });
    await inFunctions.close();
    expect(await queued()).toBe(0);
  });
});

describe("options for other apps that are wrong", () => {
  const problemOf = (apps: object[]) => () =>
    createWatchword({
      database: app.database.url,
      secret: SECRET,
      publicUrl: PUBLIC_URL,
      apps: apps as NonNullable<WatchwordOptions["apps"]>,
    });

  it.each([
    ["a key for its hash", { id: "a", secretHash: KEY }, /apps\.0\.secretHash: .*app-key/],
    ["an origin with a path", { id: "a", origin: `${SHOP}/x` }, /apps\.0\.origin: Not an origin/],
    [
      "what the service does",
      { id: "a", initiateLoginUri: SHOP },
      /apps\.0\.initiateLoginUri: There is no/,
    ],
    ["where to tell logouts", { id: "a", backchannelLogoutUri: SHOP }, /backchannelLogoutUri/],
    [
      "only the key before",
      { id: "a", formerSecretHash: hashAppKey(KEY) },
      /apps\.0\.formerSecretHash: Needs a secretHash/,
    ],
    ["no id", { origin: SHOP }, /apps\.0\.id/],
  ])("are refused: %s", (_, given, words) => {
    expect(problemOf([given])).toThrow(words);
  });

  it("are refused if two apps have the same origin", () => {
    const [one, other] = [
      { id: "one", origin: SHOP },
      { id: "other", origin: SHOP },
    ];
    expect(problemOf([one, other])).toThrow(/same origin/);
  });
});
