import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Api, OPERATOR, startApi } from "./caller.ts";
import { callerBy, inputValidator } from "./openapi-calls.ts";

const SETS = [
  { of: "v1", operators: "operators" },
  { of: "trpc", operators: "trpc" },
] as const;

describe.each(SETS)("the OpenAPI document $of", ({ of, operators }) => {
  let api: Api;
  let call: ReturnType<typeof callerBy>;
  beforeAll(async () => {
    api = await startApi();
    call = callerBy(api, of);
  });
  afterAll(() => api.close());

  it("describes sign-ins and their refusals correctly", async () => {
    const email = "ada@example.com";
    const { otpId } = (await call("emailOtp.request", { email, phrase: true })).data;
    const { code } = await api.readMail(otpId);
    await call("emailOtp.status", { otpId });
    expect((await call("emailOtp.resend", { otpId })).reason).toBe("RATE_LIMITED");
    const wrong = String((Number(code) + 1) % 1e6).padStart(6, "0");
    expect((await call("emailOtp.signIn", { otpId, code: wrong })).reason).toBe("INVALID_TOKEN");
    expect((await call("emailOtp.signIn", { otpId, code, transport: "token" })).status).toBe(200);
    const link = { token: "nobody's" };
    expect((await call("emailOtp.signInWithLink", link)).reason).toBe("INVALID_TOKEN");
    const { status } = await call("password.signIn", { email, password: "wrong" });
    expect(status).toBe(401);
    await call("password.signUp", { email: "new@example.com" });
    await call("passwordReset.request", { email });
    expect((await call("passwordReset.inspect", link)).status).toBe(400);
    expect((await call("session.list")).reason).toBe("UNAUTHENTICATED");
  });

  it("describes correctly what sessions do", async () => {
    const headers = await api.bearer("grace@example.com");
    await call("session.current", undefined, headers);
    await call("session.current");
    await call("session.list", undefined, headers);
    const proof = (await call("emailVerification.request", {}, headers)).data;
    await call("emailVerification.status", { otpId: proof.otpId }, headers);
    const link = { token: (await api.readMail(proof.otpId)).token };
    await call("emailVerification.inspect", link, headers);
    await call("emailChange.request", { email: "hopper@example.com" }, headers);
    const newPassword = "seven lamps over the harbour";
    const changed = await call("password.change", { newPassword }, headers);
    Object.assign(headers, { authorization: `Bearer ${changed.data.token}` });
    const { token } = (await call("oneTimeToken.generate", {}, headers)).data;
    await call("oneTimeToken.status", { token }, headers);
    await call("oneTimeToken.verify", { token, transport: "token" });
    expect((await call("oneTimeToken.verify", { token })).status).toBe(400);
    await call("session.revokeOthers", {}, headers);
    await call("consent.list", undefined, headers);
    await call("session.statement", { audience: "partner" }, headers);
    expect((await call("session.statement", {})).reason).toBe("UNAUTHENTICATED");
    await call("consent.withdraw", { app: "partner" }, headers);
    const nobodys = { sessionId: crypto.randomUUID() };
    expect((await call("session.revoke", nobodys, headers)).status).toBe(403);
    expect((await call("account.delete", { confirm: "not mine" }, headers)).status).toBe(400);
    await call("account.delete", { confirm: "grace@example.com" }, headers);
    await call("session.signOut", {}, headers);
  });

  it("describes correctly what operators see and do", async () => {
    const operate = callerBy(api, operators);
    const headers = await api.bearer(OPERATOR);
    const email = "katherine@example.com";
    await operate("operator.overview", { range: "week" }, headers);
    const { user } = (await operate("operator.createUser", { email }, headers)).data;
    await operate("operator.address", { email }, headers);
    await operate("operator.events", { event: "operator.create-user", limit: 1 }, headers);
    await operate("operator.exportEvents", { from: "2026-01-01T00:00:00+01:00" }, headers);
    await operate("operator.disableUser", { userId: user.id }, headers);
    await operate("operator.enableUser", { userId: user.id }, headers);
    await operate("operator.endSessions", { userId: user.id }, headers);
    await operate("operator.failedMails", undefined, headers);
    await operate("operator.suppressed", undefined, headers);
    await operate("operator.release", { email, reason: "bounce" }, headers);
    await operate("operator.refillMailbox", { email, kind: "sign-in" }, headers);
    expect((await operate("operator.createUser", { email }, headers)).status).toBe(400);
    expect((await operate("operator.overview", { range: "hour" })).status).toBe(401);
  });

  it.each([
    ["emailOtp.request", {}],
    ["emailOtp.request", { email: "ada@example.com", surprise: 1 }],
    ["emailOtp.request", { email: ["ada@example.com"] }],
    ["emailOtp.signIn", { otpId: "x" }],
    ["emailOtp.signIn", { otpId: "x", code: 123_456 }],
    ["oneTimeToken.generate", { audience: "partner" }],
    ["password.signIn", { email: "ada@example.com", password: "x", transport: "pigeon" }],
    ["session.revoke", { sessionId: "not an id" }],
  ])("refuses for %s what the API refuses: %j", async (path, input) => {
    expect(inputValidator(of, path)(input)).toBe(false);
    const { status } = await api.post(path, input, await api.bearer(`${path}@example.com`));
    expect(status).toBe(400);
  });
});
