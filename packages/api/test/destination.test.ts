import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAppKey, hashAppKey } from "../src/app-key.ts";
import type { RegisteredApp } from "../src/context.ts";
import { type Api, startApi } from "./caller.ts";

const KEY = createAppKey();

const app = (id: string, begins: Pick<RegisteredApp, "initiateLoginUri">): RegisteredApp => ({
  id,
  name: `The ${id}`,
  origin: `https://${id}.example`,
  redirectUris: [`https://${id}.example/callback`],
  secretHash: hashAppKey(KEY),
  trusted: true,
  allowedOrigins: [`https://${id}.example`],
  postLogoutRedirectUris: [],
  backchannelLogoutUri: null,
  ...begins,
});

let api: Api;
beforeAll(async () => {
  api = await startApi({
    apps: [app("shop", { initiateLoginUri: "https://shop.example/sign-in" }), app("plain", {})],
  });
});
afterAll(() => api.close());

const server = (id: string) => ({ "x-watchword-app": id, "x-watchword-key": KEY });

/** Where the link of a sign-in mail leads in the end, and the app that the mail names. */
async function linkOf(input: object, headers: Record<string, string> = {}) {
  const email = "ada@example.com";
  const asked = await api.post("emailOtp.request", { email, ...input }, headers);
  const { token } = await api.readMail(asked.body.result.data.otpId);
  const link = await api.post("emailOtp.inspect", { token });
  const mail = await api.newestMail("email-otp");
  return { next: link.body.result.data.next, app: mail && "app" in mail ? mail.app : null };
}

const TO_SHOP = { next: "/handoff/start?app=shop", app: "The shop" };

describe("the link of a sign-in mail leads on", () => {
  it("to the app whose server asked for it", async () => {
    expect(await linkOf({}, server("shop"))).toEqual(TO_SHOP);
  });

  it("to the app whose page asked for it", async () => {
    expect(await linkOf({}, { origin: "https://shop.example" })).toEqual(TO_SHOP);
  });

  it("to the app that anybody names", async () => {
    expect(await linkOf({ app: "shop" })).toEqual(TO_SHOP);
  });

  it("to `next` first, and to no app without a page that starts a sign-in", async () => {
    expect(await linkOf({ next: "/account" }, server("shop"))).toMatchObject({ next: "/account" });
    expect(await linkOf({}, server("plain"))).toMatchObject({ next: null });
    expect(await linkOf({})).toMatchObject({ next: null });
  });
});

it.each(["emailOtp.request", "password.signUp", "passwordReset.request"])(
  "%s refuses to lead to an app that is unknown or has no page that starts a sign-in",
  async (procedure) => {
    for (const named of ["stranger", "plain", "https://evil.example"]) {
      const { body } = await api.post(procedure, { email: "ada@example.com", app: named });
      expect(body.error.data).toMatchObject({
        reason: "INVALID_INPUT",
        fields: { app: expect.stringContaining("initiateLoginUri") },
      });
    }
  },
);

it("a sign-up and a reset lead to the app as well", async () => {
  const email = "grace@example.com";
  const asked = await api.post("password.signUp", { email, app: "shop" });
  const { token } = await api.readMail(asked.body.result.data.otpId);
  const link = await api.post("password.inspectSignUp", { token });
  expect(link.body.result.data.next).toBe(TO_SHOP.next);
  await api.auth.createUser({ email, emailVerified: true });
  await api.post("passwordReset.request", { email, app: "shop" });
  const mail = (await api.newestMail("password-reset")) as { link: { url: string } } | null;
  const reset = await api.post("passwordReset.inspect", {
    token: mail?.link.url.split("/").at(-1),
  });
  expect(reset.body.result.data.next).toBe(TO_SHOP.next);
});
