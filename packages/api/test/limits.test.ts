import { postgresLimiter } from "@watchword/auth/rate-limit";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ProcedureMeta } from "../src/procedure-meta.ts";
import { appRouter, createCaller } from "../src/router.ts";
import { type Answer, type Api, startApi } from "./caller.ts";

// An hour, so that nothing comes back by itself while a test runs.
const perClient = {
  mail: { count: 10, windowSeconds: 3_600 },
  guess: { count: 30, windowSeconds: 3_600 },
};
const MAIL_REFILL_MS = 360_000;

let api: Api;
beforeAll(async () => {
  api = await startApi({ policy: { perClient } });
});
afterAll(() => api.close());

let clients = 0;
beforeEach(() => {
  clients += 1;
  api.client.ip = `198.51.100.${clients}`;
});

const ask = (email = "ada@example.com") => api.post("emailOtp.request", { email });
const guess = () => api.post("emailOtp.signInWithLink", { token: "nothing" });

function batch(path: string, calls: number, input: unknown): Promise<Answer> {
  const paths = Array.from({ length: calls }, () => path).join(",");
  const inputs = Object.fromEntries(Array.from({ length: calls }, (_, index) => [index, input]));
  return api.post(`${paths}?batch=1`, inputs);
}

async function statuses(calls: number, call: () => Promise<Answer>): Promise<number[]> {
  const answers: number[] = [];
  for (let count = 0; count < calls; count++) answers.push((await call()).status);
  return answers;
}

function proceduresBy(limit: ProcedureMeta["limit"]): string[] {
  // tRPC's types say less of a procedure than it holds.
  const procedures = appRouter._def.procedures as unknown as Record<string, Procedure>;
  return Object.keys(procedures)
    .filter((path) => procedures[path]?._def.meta.limit === limit)
    .toSorted();
}

interface Procedure {
  _def: { meta: ProcedureMeta };
}

describe("what a client may do so often", () => {
  it("is to have mail sent, by any procedure that sends some", () => {
    expect(proceduresBy("mail")).toEqual([
      "emailChange.request",
      "emailChange.resend",
      "emailOtp.request",
      "emailOtp.resend",
      "emailVerification.request",
      "emailVerification.resend",
      "password.resendSignUp",
      "password.signUp",
      "passwordReset.request",
    ]);
  });

  it("is to have a code, a link, a token or a password judged", () => {
    expect(proceduresBy("guess")).toEqual([
      "emailChange.confirm",
      "emailChange.confirmWithLink",
      "emailChange.undo",
      "emailOtp.signIn",
      "emailOtp.signInWithLink",
      "emailVerification.confirm",
      "emailVerification.confirmWithLink",
      "oneTimeToken.verify",
      "password.change",
      "password.confirmSignUp",
      "password.confirmSignUpWithLink",
      "password.signIn",
      "passwordReset.complete",
      "passwordReset.inspect",
    ]);
  });

  it("is nothing else: these are a session's own, an operator's, or look at a sign-in that nobody can name", () => {
    const others = proceduresBy(undefined).filter((path) => !path.startsWith("operator."));
    expect(others).toEqual([
      "account.delete",
      "emailOtp.status",
      "oneTimeToken.generate",
      "oneTimeToken.status",
      "oneTimeToken.withdraw",
      "session.current",
      "session.list",
      "session.revoke",
      "session.revokeOthers",
      "session.signOut",
    ]);
  });
});

describe("a client's mails", () => {
  it("are ten; the next is RATE_LIMITED, HTTP 429, and told exactly when", async () => {
    expect(await statuses(10, ask)).toEqual(Array(10).fill(200));
    const refused = await ask();
    expect(refused.status).toBe(429);
    expect(refused.body.error).toMatchObject({
      message: "RATE_LIMITED",
      data: { code: "TOO_MANY_REQUESTS", reason: "RATE_LIMITED", path: "emailOtp.request" },
    });
    const { retryAfterMs } = refused.body.error.data;
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

  it("are counted whatever sends them, whoever they go to and however that is written", async () => {
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
    expect(part.body.filter((one: { result?: unknown }) => one.result)).toHaveLength(3);
    expect(Number(part.headers.get("retry-after"))).toBeGreaterThan(300);
  });

  it("are counted exactly when 40 are asked for at once", async () => {
    const email = "at-once@example.com";
    const batches = Array.from({ length: 4 }, () => batch("passwordReset.request", 10, { email }));
    const answers = (await Promise.all(batches)).flatMap(({ body }) => body);
    expect(answers.filter(({ result }) => result)).toHaveLength(10);
  });

  it("are refused before anything else is looked at, and nothing is done for them", async () => {
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
  it("are thirty, whatever is guessed at, and apart from its mails", async () => {
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

  it("leave room for what is neither: a session is read as often as one likes", async () => {
    expect(await statuses(31, guess)).toEqual([...Array(30).fill(400), 429]);
    const look = () => api.send("session.current");
    expect(await statuses(40, look)).toEqual(Array(40).fill(200));
  });
});

describe("a client", () => {
  async function isLimited(ip: string | null): Promise<boolean> {
    api.client.ip = ip;
    return (await guess()).status === 429;
  }

  it("is its network: an IPv4 address, or an IPv6 /64", async () => {
    api.client.ip = "2001:db8:1:2::1";
    await statuses(30, guess);
    expect(await isLimited("2001:db8:1:2::1")).toBe(true);
    expect(await isLimited("2001:db8:1:2:ffff:ffff:ffff:ffff")).toBe(true);
    expect(await isLimited("2001:0DB8:0001:0002:0:0:0:99")).toBe(true);
    expect(await isLimited("2001:db8:1:3::1")).toBe(false);
    api.client.ip = "203.0.113.5";
    await statuses(30, guess);
    expect(await isLimited("::ffff:203.0.113.5")).toBe(true);
    expect(await isLimited("203.0.113.6")).toBe(false);
  });

  it("is limited where nobody knows its address, with all others of that kind", async () => {
    api.client.ip = null;
    await statuses(15, guess);
    api.client.ip = "nonsense";
    await statuses(15, guess);
    expect(await isLimited(null)).toBe(true);
    expect(await isLimited("")).toBe(true);
  });

  it("isn't another one for what it says in its headers", async () => {
    await statuses(30, guess);
    for (let call = 0; call < 5; call++) {
      const forged = {
        "x-forwarded-for": `203.0.113.${call}`,
        "x-real-ip": `203.0.113.${call}`,
        "cf-connecting-ip": `203.0.113.${call}`,
        "x-watchword-client-ip": `203.0.113.${call}`,
        forwarded: `for=203.0.113.${call}`,
        "user-agent": `Browser/${call}`,
        authorization: `Bearer ${call}`,
        cookie: `__Host-watchword=${call}; __Host-watchword-device=${call}`,
      };
      const input = { token: "nothing" };
      expect((await api.post("emailOtp.signInWithLink", input, forged)).status).toBe(429);
    }
  });

  it("is the same to pages, which call in process", async () => {
    await statuses(29, guess);
    const visitor = createCaller({
      observe: (_path, run) => run(),
      auth: api.auth,
      limiter: postgresLimiter(api.auth.db),
      captcha: null,
      captchaResponse: null,
      client: api.client,
      apps: [],
      operators: new Set(),
      requestId: null,
      onError: (error) => void api.errors.push(error),
      fromClient: false,
      fromApp: false,
      sessionSecret: null,
      transport: "cookie",
      setSessionCookie: () => {},
      setDeviceCookie: () => {},
    });
    const open = () => visitor.emailOtp.signInWithLink({ token: "nothing" });
    await expect(open()).rejects.toThrow("INVALID_TOKEN");
    await expect(open()).rejects.toThrow("RATE_LIMITED");
    expect((await guess()).status).toBe(429);
  });

  it("learns nothing of an address by its limit", async () => {
    await api.bearer("known@example.com");
    await statuses(9, ask);
    const refusals = await Promise.all([ask("known@example.com"), ask("strange@example.com")]);
    const shapes = refusals.map(({ status, headers, body }) => {
      const { retryAfterMs, ...data } = body.error.data;
      return { status, names: [...headers.keys()], data, inTime: retryAfterMs > 0 };
    });
    expect(shapes[0]).toEqual(shapes[1]);
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
    expect(lost.errors).toEqual([]);
    await lost.close();
  });
});
