import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCaller } from "../src/router.ts";
import { type Api, startApi } from "./caller.ts";
import { inProcess } from "./in-process.ts";
import { WIKI as APP } from "./oidc/apps.ts";

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.end());

const origin = "http://127.0.0.1:3002";
const fromPage = <Path extends string>(
  procedure: Path,
  input: object,
  headers: Record<string, string> = {},
) => api.post(procedure, input, { origin, ...headers });

async function askFromPage(email: string) {
  const { otpId } = (await fromPage("emailOtp.request", { email })).body.result.data;
  return { otpId, ...(await api.readMail(otpId)) };
}

/** The cookie of somebody who signed in on Watchword's own pages. */
async function ownCookie(email: string): Promise<{ cookie: string }> {
  const { otpId } = (await api.post("emailOtp.request", { email })).body.result.data;
  const { code } = await api.readMail(otpId);
  const { headers } = await api.post("emailOtp.signIn", { otpId, code });
  return {
    cookie: headers
      .getSetCookie()
      .map((set) => set.split(";")[0])
      .join("; "),
  };
}

describe("a page of a registered app, with no server of its own", () => {
  it("signs somebody in by code, to a session that is the app's", async () => {
    const { otpId, code } = await askFromPage("ada@example.com");
    const answer = await fromPage("emailOtp.signIn", { otpId, code });
    const { token, session } = answer.body.result.data;
    expect(session.audience).toBe("partner");
    expect(answer.headers.getSetCookie()).toEqual([]);

    const bearer = { authorization: `Bearer ${token}` };
    const current = await fromPage("session.current", {}, bearer);
    expect(current.body.result.data?.user.email).toBe("ada@example.com");
    const change = await fromPage("password.change", { newPassword: "x" }, bearer);
    expect(change.body.error.data.reason).toBe("FORBIDDEN");
    await fromPage("session.signOut", {}, bearer);
    expect((await fromPage("session.current", {}, bearer)).body.result.data).toBeNull();
  });

  it.each([
    ["the link", "emailOtp.signInWithLink"],
    ["a password that is chosen with the link", "password.confirmSignUpWithLink"],
    ["a link that resets the password", "passwordReset.complete"],
  ])("signs in by %s likewise", async (_what, procedure) => {
    const email = `${procedure.replace(".", "-").toLowerCase()}@example.com`;
    const password = "seven lamps over the harbour";
    let token = "";
    if (procedure === "emailOtp.signInWithLink") ({ token } = await askFromPage(email));
    if (procedure === "password.confirmSignUpWithLink") {
      const { otpId } = (await fromPage("password.signUp", { email })).body.result.data;
      ({ token } = await api.readMail(otpId));
    }
    if (procedure === "passwordReset.complete") {
      await api.auth.createUser({ email, emailVerified: true });
      await fromPage("passwordReset.request", { email });
      const mail = await api.newestMail("password-reset");
      token = (mail && "link" in mail && mail.link?.url.split("/").at(-1)) || "";
    }
    const input = procedure === "emailOtp.signInWithLink" ? { token } : { token, password };
    const { body } = await fromPage(procedure, input);
    expect(body.result.data).toMatchObject({
      token: expect.any(String),
      session: { audience: "partner" },
    });
  });

  it("signs in by password likewise", async () => {
    const [email, password] = ["grace@example.com", "seven lamps over the harbour"];
    await api.auth.createUser({ email, emailVerified: true });
    await api.auth.updateKeyPassword("email", email, password);
    const { body } = await fromPage("password.signIn", { email, password });
    expect(body.result.data.session.audience).toBe("partner");
  });

  it("signs nobody in whose collection doesn't list the app, whoever asked for the code", async () => {
    const { otpId } = (await api.post("emailOtp.request", { email: "mary@example.com" })).body
      .result.data;
    const { code } = await api.readMail(otpId);
    const ofOthers = createCaller(inProcess(api, { fromApp: APP, appsOf: () => [] }));
    await expect(ofOthers.emailOtp.signIn({ otpId, code })).rejects.toThrow("INVALID_TOKEN");
    const ofItsOwn = createCaller(
      inProcess(api, { fromApp: APP, appsOf: () => [APP], apps: [APP] }),
    );
    expect((await ofItsOwn.emailOtp.signIn({ otpId, code })).session.audience).toBe(APP.id);
  });

  it("can do nothing with Watchword's own cookies, although a browser may send them", async () => {
    const cookie = await ownCookie("alan@example.com");
    expect((await api.post("session.current", {}, cookie)).body.result.data).not.toBeNull();
    expect((await fromPage("session.current", {}, cookie)).body.result.data).toBeNull();
    const list = await fromPage("session.list", {}, cookie);
    expect(list.body.error.data.reason).toBe("UNAUTHENTICATED");
    const signOut = await fromPage("session.signOut", {}, cookie);
    expect(signOut.headers.getSetCookie()).toEqual([]);
    expect((await api.post("session.current", {}, cookie)).body.result.data).not.toBeNull();
  });

  it("redeems its own hand-off, and no token that hands over a whole session", async () => {
    const cookie = await ownCookie("eve@example.com");
    const codeVerifier = randomBytes(32).toString("base64url");
    const codeChallenge = createHash("sha256").update(codeVerifier).digest("base64url");
    const generate = async (input: object) =>
      (await api.post("oneTimeToken.generate", input, cookie)).body.result.data.token as string;

    const whole = await generate({});
    const refused = await fromPage("oneTimeToken.verify", { token: whole });
    expect(refused.body.error.data.reason).toBe("INVALID_TOKEN");
    const token = await generate({ audience: "partner", codeChallenge });
    const redeemed = await fromPage("oneTimeToken.verify", {
      token,
      audience: "partner",
      codeVerifier,
    });
    expect(redeemed.body.result.data.session.audience).toBe("partner");
  });
});
