import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Body } from "../src/testing/answers.ts";
import { type Api, startApi } from "./caller.ts";
import { beAnotherClient, perClient, startLimitedApi, statuses } from "./limited-api.ts";

const MAIL_REFILL_MS = 360_000;

let api: Api;
beforeAll(async () => {
  api = await startLimitedApi();
});
afterAll(() => api.close());
beforeEach(() => beAnotherClient(api));

const ask = (email = "ada@example.com") => api.post("emailOtp.request", { email });
const guess = () => api.post("emailOtp.signInWithLink", { token: "nothing" });

function batch(path: string, calls: number, input: unknown) {
  const paths = Array.from({ length: calls }, () => path).join(",");
  const inputs = Object.fromEntries(Array.from({ length: calls }, (_, index) => [index, input]));
  return api.sendTo<Partial<Body>[]>(`/api/trpc/${paths}?batch=1`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(inputs),
  });
}

describe("a client's mails", () => {
  it("are ten; the next is RATE_LIMITED, HTTP 429, with the exact waiting time", async () => {
    expect(await statuses(10, ask)).toEqual(Array(10).fill(200));
    const refused = await ask();
    expect(refused.status).toBe(429);
    expect(refused.body.error).toMatchObject({
      message: "RATE_LIMITED",
      data: { code: "TOO_MANY_REQUESTS", reason: "RATE_LIMITED", path: "emailOtp.request" },
    });
    const { retryAfterMs = 0 } = refused.body.error.data;
    expect(retryAfterMs).toBeLessThanOrEqual(MAIL_REFILL_MS);
    expect(retryAfterMs).toBeGreaterThan(MAIL_REFILL_MS - 30_000);
    expect(refused.headers.get("retry-after")).toBe(String(Math.ceil(retryAfterMs / 1_000)));

    await api.passTime(retryAfterMs / 1_000 - 30);
    expect(await statuses(5, ask)).toEqual(Array(5).fill(429));
    await api.passTime(30);
    expect(await statuses(2, ask)).toEqual([200, 429]);
    await api.passTime(3_600);
    expect(await statuses(11, ask)).toEqual([...Array(10).fill(200), 429]);
  });

  it("are counted whatever sends them, whoever gets them and however the address is spelled", async () => {
    const spellings = [
      "eve@example.com",
      " EVE@Example.com ",
      "eve+1@example.com",
      "e.v.e@example.com",
    ];
    for (const email of spellings) expect((await ask(email)).status).toBe(200);
    for (const path of ["password.signUp", "passwordReset.request"]) {
      for (const email of spellings.slice(0, 3)) await api.post(path, { email });
    }
    for (const path of ["emailOtp.request", "password.signUp", "passwordReset.request"]) {
      expect((await api.post(path, { email: "new@example.com" })).status).toBe(429);
    }
    for (const path of ["emailOtp.resend", "password.resendSignUp"]) {
      expect((await api.post(path, { otpId: "nothing" })).status).toBe(429);
    }
  });

  it("are counted one by one in a batch", async () => {
    const whole = await batch("emailOtp.request", 10, { email: "batch@example.com" });
    expect(whole.status).toBe(200);
    expect((await ask()).status).toBe(429);
    await api.passTime((3 * MAIL_REFILL_MS) / 1_000);
    const part = await batch("emailOtp.request", 10, { email: "batch@example.com" });
    expect(part.status).toBe(207);
    expect(part.body.filter(({ result }) => result)).toHaveLength(3);
    expect(Number(part.headers.get("retry-after"))).toBeGreaterThan(300);
  });

  it("are counted exactly if 40 are requested at once", async () => {
    const email = "at-once@example.com";
    const batches = Array.from({ length: 4 }, () => batch("passwordReset.request", 10, { email }));
    const answers = (await Promise.all(batches)).flatMap(({ body }) => body);
    expect(answers.filter(({ result }) => result)).toHaveLength(10);
  });

  it("are refused before anything else is looked at, and have no effect", async () => {
    expect((await api.post("emailOtp.request", { email: "no address" })).status).toBe(400);
    expect((await api.post("emailVerification.request")).status).toBe(401);
    expect(await statuses(8, () => ask("counted@example.com"))).toEqual(Array(8).fill(200));
    expect(await statuses(5, () => ask("counted@example.com"))).toEqual(Array(5).fill(429));
    expect((await api.post("emailOtp.request", { email: "no address" })).status).toBe(429);
    expect((await api.post("emailVerification.request")).status).toBe(429);
    const rows = await api.auth.db
      .selectFrom("tokens")
      .where("email", "=", "counted@example.com")
      .select("id")
      .execute();
    expect(rows).toHaveLength(8);
  });
});

describe("a client's guesses", () => {
  it("are thirty, whatever is guessed at, and are counted separately from its mails", async () => {
    const email = "guessed@example.com";
    const { otpId } = (await ask(email)).body.result.data;
    const calls: [string, unknown][] = [
      ["emailOtp.signIn", { otpId: "nothing", code: "000000" }],
      ["password.confirmSignUp", { otpId: "nothing", code: "000000", password: "long enough" }],
      ["password.signIn", { email, password: "not the password" }],
      ["passwordReset.inspect", { token: "nothing" }],
      ["passwordReset.complete", { token: "nothing", password: "a long enough phrase" }],
      ["oneTimeToken.verify", { token: "nothing" }],
      ["emailChange.undo", { token: "nothing" }],
      ["password.change", { newPassword: "a long enough phrase" }],
    ];
    for (let call = 0; call < 30; call++) {
      const [path, input] = calls[call % calls.length] ?? ["", null];
      expect([400, 401]).toContain((await api.post(path, input)).status);
    }
    for (const [path, input] of calls) expect((await api.post(path, input)).status).toBe(429);
    expect((await ask(email)).status).toBe(200);

    // Refused, a guess costs the code nothing, and the right one is welcome when there is room again.
    const { code } = await api.readMail(otpId);
    expect((await api.post("emailOtp.signIn", { otpId, code })).status).toBe(429);
    await api.passTime(120);
    expect((await api.post("emailOtp.signIn", { otpId, code })).status).toBe(200);
  });

  it("don't limit other calls: a session can be read as often as one likes", async () => {
    expect(await statuses(31, guess)).toEqual([...Array(30).fill(400), 429]);
    const look = () => api.send("session.current");
    expect(await statuses(40, look)).toEqual(Array(40).fill(200));
  });
});

describe("limits", () => {
  it("can be turned off", async () => {
    const free = await startApi({ policy: { perClient: null } });
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        free.post("emailOtp.request", { email: `${n}@example.com` }),
      ),
    );
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    await free.close();
  });

  it("never fail open: without the database a call is UNAVAILABLE", async () => {
    const databaseUrl = "postgres://nobody@127.0.0.1:1/nothing";
    const lost = await startApi({ databaseUrl, policy: { perClient } });
    const answer = await lost.post("emailOtp.signInWithLink", { token: "nothing" });
    expect(answer).toMatchObject({
      status: 503,
      body: { error: { data: { reason: "UNAVAILABLE", httpStatus: 503 } } },
    });
    await lost.end();
  });
});
