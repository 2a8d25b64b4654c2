import { createHash, randomBytes } from "node:crypto";
import type { ChallengeMail } from "@watchword/db/mail-queue";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Api, PARTNER_KEY, startApi } from "./caller.ts";
import { beAnotherClient, statuses } from "./limited-api.ts";

const PER_HOUR = { count: 1_000, windowSeconds: 3_600 };
const perClient = {
  mail: PER_HOUR,
  guess: { count: 4, windowSeconds: 3_600 },
  write: PER_HOUR,
  handOff: { count: 3, windowSeconds: 3_600 },
};
const CHROME =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

let api: Api;
beforeAll(async () => {
  api = await startApi({ policy: { perClient } });
});
beforeEach(() => beAnotherClient(api));
afterAll(() => api.end());

const key = { "x-watchword-app": "partner", "x-watchword-key": PARTNER_KEY };
const forwarded = (visitor: Record<string, string>) => ({
  "x-watchword-forwarded": new URLSearchParams(visitor).toString(),
});
const ADA = {
  ip: "203.0.113.7",
  userAgent: CHROME,
  locale: "de-CH,de;q=0.9,en;q=0.5",
  place: "São Paulo, BR",
};

const guess = (headers: Record<string, string>) =>
  api.post("emailOtp.signInWithLink", { token: "nothing" }, headers);

describe("a server that presents its app's key and names its visitor", () => {
  it("makes mails go to the visitor, in the visitor's language", async () => {
    const headers = { ...key, ...forwarded(ADA) };
    await api.post("emailOtp.request", { email: "ada@example.com" }, headers);
    const mail = (await api.newestMail("email-otp")) as ChallengeMail;
    expect(mail).toMatchObject({
      locale: "de",
      requestedBy: { browser: "Chrome", os: "Windows", place: "São Paulo, BR" },
    });
  });

  it("gets sessions on the visitor's device, its address as a proxy wrote it", async () => {
    const headers = { ...key, ...forwarded({ ...ADA, ip: `[::ffff:${ADA.ip}]:51234` }) };
    const asked = await api.post("emailOtp.request", { email: "eve@example.com" }, headers);
    const { otpId } = asked.body.result.data;
    const { code } = await api.readMail(otpId);
    const signIn = { otpId, code, transport: "token" };
    const { body } = await api.post("emailOtp.signIn", signIn, headers);
    expect(body.result.data.session).toMatchObject({
      ip: ADA.ip,
      userAgent: CHROME,
      audience: null,
    });
  });

  it("signs in a visitor whose browser names itself in UTF-8, without its control characters", async () => {
    const userAgent = Buffer.from(`Browser ✓ à\t\0${CHROME}`).toString("latin1");
    const headers = { ...key, ...forwarded({ ...ADA, userAgent }) };
    const asked = await api.post("emailOtp.request", { email: "uma@example.com" }, headers);
    const { otpId } = asked.body.result.data;
    const { code } = await api.readMail(otpId);
    const signIn = { otpId, code, transport: "token" };
    const { body } = await api.post("emailOtp.signIn", signIn, headers);
    expect(body.result.data.session.userAgent).toBe(`Browser â Ã\u00a0${CHROME}`);
  });

  it("is limited by visitor, and not by itself", async () => {
    const one = { ...key, ...forwarded({ ip: "203.0.113.20" }) };
    const other = { ...key, ...forwarded({ ip: "203.0.113.21" }) };
    expect(await statuses(5, () => guess(one))).toEqual([400, 400, 400, 400, 429]);
    expect((await guess(other)).status).toBe(400);
    expect((await guess({})).status).toBe(400);
  });

  it("redeems hand-offs uncounted, as long as it presents its key", async () => {
    const owner = await api.bearer("grace@example.com");
    beAnotherClient(api);
    const codeVerifier = randomBytes(32).toString("base64url");
    const codeChallenge = createHash("sha256").update(codeVerifier).digest("base64url");
    const audience = "partner";
    async function redeem(headers: Record<string, string>) {
      const input = { audience, codeChallenge };
      const { body } = await api.post("oneTimeToken.generate", input, owner);
      const { token } = body.result.data;
      const redemption = { token, audience, codeVerifier, transport: "token" };
      return api.post("oneTimeToken.verify", redemption, headers);
    }
    expect(await statuses(8, () => redeem(key))).toEqual(Array(8).fill(200));
    expect(await statuses(4, () => redeem({}))).toEqual([200, 200, 200, 429]);
  });
});

describe("a server is refused", () => {
  const [app] = [{ "x-watchword-app": "partner" }];
  it.each([
    ["another key", { ...key, "x-watchword-key": `${PARTNER_KEY}x` }],
    ["no key", app],
    ["no app", { "x-watchword-key": PARTNER_KEY }],
    ["an app that isn't registered", { ...key, "x-watchword-app": "nobody" }],
    ["a visitor, and no key", forwarded(ADA)],
    ["a visitor, and a wrong key", { ...app, "x-watchword-key": "wwa_", ...forwarded(ADA) }],
  ])("with %s, in the same words", async (_what, headers) => {
    const { status, body } = await guess(headers);
    expect(status).toBe(403);
    expect(body.error.data).toMatchObject({
      reason: "FORBIDDEN",
      fields: { "x-watchword-key": "Not the key of an app that is registered here" },
    });
  });

  it("as often as it may guess, by keys that are wrong", async () => {
    const wrong = { ...key, "x-watchword-key": `wwa_${"x".repeat(43)}` };
    expect(await statuses(6, () => guess(wrong))).toEqual([403, 403, 403, 403, 429, 429]);
    const refused = await guess(wrong);
    expect(refused.body.error.data).toMatchObject({ reason: "RATE_LIMITED", httpStatus: 429 });
    expect(refused.headers.get("retry-after")).not.toBeNull();
    expect((await guess({})).status, "they are its client's guesses").toBe(429);
    const right = { ...key, ...forwarded({ ip: "203.0.113.22" }) };
    expect((await guess(right)).status, "and the right key is none").toBe(400);
  });

  it("and what it forwards without the key is ignored", async () => {
    await statuses(4, () => guess({}));
    for (let call = 0; call < 5; call++) {
      expect((await guess(forwarded({ ip: `203.0.113.${call}` }))).status).toBe(403);
    }
    expect((await guess({})).status).toBe(429);
  });

  it.each([
    ["no address", { userAgent: CHROME }, "ip:"],
    ["a name for an address", { ip: "localhost" }, "ip: Not an IP address"],
    ["a place that could pass for a link", { ip: ADA.ip, place: "https://evil.example" }, "place:"],
    ["an endless user agent", { ip: ADA.ip, userAgent: "x".repeat(513) }, "userAgent:"],
    ["more than a visitor has", { ip: ADA.ip, role: "operator" }, "Unrecognized key"],
  ])("if its visitor has %s", async (_what, visitor, words) => {
    const { status, body } = await guess({ ...key, ...forwarded(visitor) });
    expect(status).toBe(400);
    expect(body.error.data.reason).toBe("INVALID_INPUT");
    expect(body.error.data.fields?.["x-watchword-forwarded"]).toContain(words);
  });

  it("if what it forwards names something twice, as a visitor may have written it", async () => {
    const written = `ip=${ADA.ip}&userAgent=x&ip=198.51.100.1`;
    const { status, body } = await guess({ ...key, "x-watchword-forwarded": written });
    expect(status).toBe(400);
    expect(body.error.data.fields).toEqual({ "x-watchword-forwarded": "ip: Given twice" });
  });
});
