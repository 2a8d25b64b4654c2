import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Api, startApi } from "./caller.ts";

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.end());

const codeVerifier = randomBytes(32).toString("base64url");
const codeChallenge = createHash("sha256").update(codeVerifier).digest("base64url");

async function handToPartner(email: string) {
  const headers = await api.bearer(email);
  const made = await api.post(
    "oneTimeToken.generate",
    { audience: "partner", codeChallenge },
    headers,
  );
  const { token } = made.body.result.data;
  const redeemed = await api.post("oneTimeToken.verify", {
    token,
    audience: "partner",
    codeVerifier,
    transport: "token",
  });
  return { headers, partner: { authorization: `Bearer ${redeemed.body.result.data.token}` } };
}

describe("a user code over HTTP", () => {
  it("stands for a token that is redeemed on another device", async () => {
    const headers = await api.bearer("ada@example.com");
    const made = await api.post("oneTimeToken.generate", { userCode: true }, headers);
    const { token, userCode } = made.body.result.data;
    const exchanged = await api.post("oneTimeToken.exchangeUserCode", { userCode });
    expect(exchanged.body.result.data).toEqual({ token });
    const redeemed = await api.post("oneTimeToken.verify", { token, transport: "token" });
    expect(redeemed.body.result.data.user.email).toBe("ada@example.com");
    const again = await api.post("oneTimeToken.exchangeUserCode", { userCode });
    expect(again.body.error.data.reason).toBe("INVALID_TOKEN");
  });

  it("isn't made for an app, which redeems its token itself", async () => {
    const headers = await api.bearer("ada@example.com");
    const request = { userCode: true, audience: "partner", codeChallenge };
    const made = await api.post("oneTimeToken.generate", request, headers);
    expect(made.body.error.data.reason).toBe("INVALID_INPUT");
  });
});

describe("one-time tokens over HTTP", () => {
  it("hand a session to another app, which may ask who it is and sign out", async () => {
    const { headers, partner } = await handToPartner("ada@example.com");
    const current = await api.send("session.current", { headers: partner });
    expect(current.body.result.data).toMatchObject({
      user: { email: "ada@example.com" },
      session: { audience: "partner" },
    });
    await api.post("session.signOut", {}, partner);
    expect((await api.send("session.current", { headers: partner })).body.result.data).toBeNull();
    expect((await api.send("session.current", { headers })).body.result.data).not.toBeNull();
  });

  it("allow nothing that is reserved for the product's own sessions", async () => {
    const { partner } = await handToPartner("grace@example.com");
    const calls: [string, object][] = [
      ["oneTimeToken.generate", {}],
      ["oneTimeToken.verify", { token: "x" }],
      ["oneTimeToken.status", { token: "x" }],
      ["oneTimeToken.withdraw", { token: "x" }],
      ["emailOtp.request", { email: "grace@example.com" }],
      ["session.revokeOthers", {}],
      ["password.change", { newPassword: "a long and friendly phrase" }],
      ["emailChange.request", { email: "other@example.com" }],
      ["account.delete", { confirm: "grace@example.com" }],
      ["passwordReset.request", { email: "grace@example.com" }],
    ];
    for (const [path, input] of calls) {
      expect(await api.post(path, input, partner), path).toMatchObject({
        status: 403,
        body: { error: { data: { reason: "FORBIDDEN" } } },
      });
    }
    expect((await api.send("session.list", { headers: partner })).status).toBe(403);
  });

  it("require a session, a registered app and its challenge", async () => {
    expect((await api.post("oneTimeToken.generate")).body.error.data.reason).toBe(
      "UNAUTHENTICATED",
    );
    const headers = await api.bearer("linus@example.com");
    const refused: [object, string][] = [
      [{ audience: "partner" }, "codeChallenge"],
      [{ audience: "partner", codeChallenge: "short" }, "codeChallenge"],
      [{ audience: "stranger", codeChallenge }, "audience"],
    ];
    for (const [input, field] of refused) {
      const answer = await api.post("oneTimeToken.generate", input, headers);
      expect(answer.body.error.data).toMatchObject({
        reason: "INVALID_INPUT",
        fields: { [field]: expect.any(String) },
      });
    }
  });

  it("show their status to the session that made them", async () => {
    const headers = await api.bearer("grace@example.com");
    const { token, expiresAt } = (await api.post("oneTimeToken.generate", {}, headers)).body.result
      .data;
    const stateOf = async (as: Record<string, string>) => {
      const { result, error } = (await api.post("oneTimeToken.status", { token }, as)).body;
      return result?.data ?? error.data.reason;
    };
    expect(await stateOf(headers)).toEqual({ state: "waiting", expiresAt, userCode: null });
    expect(await stateOf(await api.bearer("grace@example.com"))).toBe("INVALID_TOKEN");
    expect(await stateOf({})).toBe("UNAUTHENTICATED");
    const inUrl = encodeURIComponent(JSON.stringify({ token }));
    expect((await api.send(`oneTimeToken.status?input=${inUrl}`, { headers })).status).toBe(400);

    const { session } = (await api.post("oneTimeToken.verify", { token })).body.result.data;
    expect(await stateOf(headers)).toEqual({ state: "taken", expiresAt, userCode: null });
    const listed = (await api.send("session.list", { headers })).body.result.data;
    const child = listed.find(({ id }) => id === session.id);
    const parent = listed.find(({ current }) => current);
    expect(child?.parentId).toBe(parent?.id);
    expect(parent).not.toHaveProperty("parentId");
  });

  it("can be withdrawn until they are used, by the session that made them", async () => {
    const headers = await api.bearer("linus@example.com");
    const { token } = (await api.post("oneTimeToken.generate", {}, headers)).body.result.data;
    const withdraw = (as: Record<string, string>) =>
      api.post("oneTimeToken.withdraw", { token }, as);
    expect((await withdraw({})).status).toBe(401);
    expect((await withdraw(headers)).body.result.data).toEqual({ ok: true });
    expect((await withdraw(headers)).body.result.data).toEqual({ ok: true });
    const refused = await api.post("oneTimeToken.verify", { token });
    expect(refused.body.error.data.reason).toBe("INVALID_TOKEN");
  });
});

it("a challenge counts without an audience too, and a missing audience isn't an error", async () => {
  const headers = await api.bearer("challenged@example.com");
  const made = await api.post("oneTimeToken.generate", { codeChallenge }, headers);
  const { token } = made.body.result.data;
  const verify = (input: object) => api.post("oneTimeToken.verify", { token, ...input });
  expect((await verify({})).body.error.data.reason).toBe("INVALID_TOKEN");
  expect((await verify({ audience: "\u0000" })).body.error.data.reason).toBe("INVALID_INPUT");
  expect((await verify({ codeVerifier, transport: "token" })).status).toBe(200);
});

it("a session that was handed over leaves no device cookie", async () => {
  const headers = await api.bearer("handed-over@example.com");
  const { token } = (await api.post("oneTimeToken.generate", {}, headers)).body.result.data;
  const redeemed = await api.post("oneTimeToken.verify", { token });
  expect(redeemed.status).toBe(200);
  expect(redeemed.headers.getSetCookie().join()).toMatch(/^(?!.*device).*watchword=/);
});

it("an app's session leaves no device cookie", async () => {
  const headers = await api.bearer("appended@example.com");
  const generated = { audience: "partner", codeChallenge };
  const made = await api.post("oneTimeToken.generate", generated, headers);
  const { token } = made.body.result.data;
  const redeemed = await api.post("oneTimeToken.verify", {
    token,
    audience: "partner",
    codeVerifier,
  });
  expect(redeemed.status).toBe(200);
  expect(redeemed.headers.getSetCookie().join()).not.toContain("device");
});
