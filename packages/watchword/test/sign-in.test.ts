import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ADDRESS, type App, cookiesOf, dataOf, PUBLIC_URL, reasonOf, startApp } from "./app.ts";

let app: App;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

describe("an app with Watchword inside", () => {
  it("signs somebody in by an emailed code, knows them by their cookie, and signs them out", async () => {
    const { post, mailbox, watchword } = app;
    const { otpId } = await dataOf(await post("emailOtp.request", { email: "Ada@example.com" }));
    const mail = await mailbox.newest("ada@example.com");
    expect(mail).toMatchObject({ kind: "email-otp", idempotencyKey: mail.id });
    expect(mail.text).toContain(mail.code);
    expect(mail.link).toMatch(new RegExp(`^${PUBLIC_URL}/sign-in/link/`));

    const signedIn = await post("emailOtp.signIn", { otpId, code: mail.code });
    const browser = cookiesOf(signedIn);
    expect(await watchword.getSession(browser)).toMatchObject({
      user: { email: "ada@example.com", emailVerified: true },
      session: { ip: ADDRESS },
    });
    const signedOut = await watchword.signOut(browser);
    expect(signedOut.getSetCookie().join()).toContain("watchword=; Max-Age=0");
    expect(await watchword.getSession(browser)).toBeNull();
  });

  it("signs in by the mail's link", async () => {
    await app.post("emailOtp.request", { email: "grace@example.com" });
    const token = (await app.mailbox.link("grace@example.com")).split("/").at(-1);
    const signedIn = await app.post("emailOtp.signInWithLink", { token });
    expect(await app.watchword.getSession(cookiesOf(signedIn))).toMatchObject({
      user: { email: "grace@example.com" },
    });
  });

  it("knows nobody without a cookie, or with an unknown one", async () => {
    expect(await app.watchword.getSession(new Headers())).toBeNull();
    const stranger = new Headers({ cookie: "watchword=nobodys-secret" });
    expect(await app.watchword.getSession(stranger)).toBeNull();
  });

  it("gives one session for 32 redemptions at once", async () => {
    const { otpId } = await dataOf(
      await app.post("emailOtp.request", { email: "once@example.com" }),
    );
    const code = await app.mailbox.code("once@example.com");
    const tries = Array.from({ length: 32 }, (_, n) =>
      app.post("emailOtp.signIn", { otpId, code }, { address: `203.0.${n}.1` }),
    );
    const answers = await Promise.all(tries);
    const won = answers.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    const lost = await Promise.all(answers.filter(({ status }) => status !== 200).map(reasonOf));
    expect(new Set(lost)).toEqual(new Set(["INVALID_TOKEN"]));
    const [winner] = won;
    if (!winner) throw new Error("Nobody won.");
    const { api } = app.watchword.forRequest(cookiesOf(winner));
    expect(await api.session.list()).toHaveLength(1);
  });

  it("counts a client's calls, however it calls", async () => {
    const limited = await startApp({
      policy: { perClient: { mail: { count: 2, windowSeconds: 3_600 } } },
    });
    const { watchword, post } = limited;
    await dataOf(await post("emailOtp.request", { email: "a@example.com" }));
    const { api } = watchword.forRequest({ headers: new Headers(), address: ADDRESS });
    await api.emailOtp.request({ email: "b@example.com" });
    const third = await post("emailOtp.request", { email: "c@example.com" });
    expect(third.status).toBe(429);
    expect(await reasonOf(third)).toBe("RATE_LIMITED");
    await expect(api.emailOtp.request({ email: "d@example.com" })).rejects.toMatchObject({
      refusal: { reason: "RATE_LIMITED" },
    });
    await limited.close();
  });

  it("answers a path that isn't its own with 404, and a broken call with a refusal", async () => {
    const elsewhere = await app.watchword.handler(
      new Request(`${PUBLIC_URL}/api/trpc/session.current`),
    );
    expect(elsewhere.status).toBe(404);
    const broken = await app.watchword.handler(
      new Request(`${PUBLIC_URL}/api/watchword/trpc/emailOtp.request`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: "{",
      }),
    );
    expect(broken.status).toBe(400);
    expect(await reasonOf(broken)).toBe("INVALID_INPUT");
    expect(app.errors).toEqual([]);
  });

  it("refuses a page of another origin", async () => {
    const origin = "https://evil.example";
    const asked = await app.post(
      "emailOtp.request",
      { email: "ada@example.com" },
      { headers: { origin } },
    );
    expect(asked.status).toBe(403);
    const refused = expect.objectContaining({
      refusal: { reason: "FORBIDDEN", fields: { origin: expect.any(String) } },
    });
    expect(() => app.watchword.forRequest(new Headers({ origin }))).toThrow(refused);
  });
});
