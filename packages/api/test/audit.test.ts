import { EVENTS } from "@watchword/auth/audit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventOf } from "../src/audited.ts";
import type { ProcedureMeta } from "../src/procedure-meta.ts";
import { oidcRouter } from "../src/oidc/oidc-router.ts";
import { appRouter } from "../src/router.ts";
import { type Api, startApi } from "./caller.ts";

let api: Api;
beforeAll(async () => {
  api = await startApi({ policy: { collections: { staff: { signUp: true } } } });
});
afterAll(() => api.end());

const events = () => api.auth.db.selectFrom("audit_events").selectAll().orderBy("at").execute();

describe("the record of what happened", () => {
  it("tells a sign-in's story under its address, whoever guessed in between", async () => {
    const email = "ada@example.com";
    const { otpId } = (await api.post("emailOtp.request", { email })).body.result.data;
    const { code } = await api.readMail(otpId);
    const wrong = String((Number(code) + 1) % 1e6).padStart(6, "0");
    await api.post("emailOtp.signIn", { otpId, code: wrong });
    await api.post("emailOtp.signIn", { otpId, code, transport: "token" });

    const story = await events();
    expect(story.map(({ event, outcome, reason }) => [event, outcome, reason])).toEqual([
      ["mail.queued", "granted", null],
      ["email-otp.request", "granted", null],
      ["email-otp.sign-in", "refused", "INVALID_TOKEN"],
      ["email-otp.sign-in", "granted", null],
    ]);
    expect(new Set(story.map(({ address_key }) => address_key?.toString("hex"))).size).toBe(1);
    expect(new Set(story.map(({ token_id }) => token_id))).toEqual(new Set([otpId]));
    expect(new Set(story.map(({ address }) => address))).toEqual(new Set(["a•••@example.com"]));
    expect(story.at(-1)?.user_id).toMatch(/^[0-9a-f-]{36}$/);
    const calls = story.filter(({ event }) => !event.startsWith("mail."));
    expect(calls.map(({ client }) => client)).toEqual(Array(3).fill("198.51.100.x"));
    expect(calls.every(({ request_id }) => request_id === "request-1")).toBe(true);
  });

  it("files an address that somebody changes to under their own collection", async () => {
    const { otpId } = (
      await api.post("emailOtp.request", { email: "boss@example.com", collection: "staff" })
    ).body.result.data;
    const { code } = await api.readMail(otpId);
    const signedIn = await api.post("emailOtp.signIn", { otpId, code, transport: "token" });
    const headers = { authorization: `Bearer ${signedIn.body.result.data.token}` };
    await api.post("emailChange.request", { email: "chief@example.com" }, headers);
    const asked = (await events()).filter(({ event }) => event === "email-change.request");
    const key = await api.auth.index.hash("address", "staff", "chief@example.com");
    expect(asked.map(({ address_key }) => address_key?.toString("hex"))).toEqual([
      key.toString("hex"),
    ]);
  });

  it("contains no code, token, password, session or address", async () => {
    const email = "marked-address@example.com";
    const { otpId } = (await api.post("emailOtp.request", { email })).body.result.data;
    const { code, token } = await api.readMail(otpId);
    const { authorization } = await api.bearer("marked-bearer@example.com");
    const password = "a marked password of some length";
    await api.post("emailOtp.signInWithLink", { token });
    await api.post("password.signIn", { email, password });
    await api.post("password.change", { newPassword: password }, { authorization });
    const dump = (await events())
      .flatMap((row) => Object.values(row))
      .map((value) => (Buffer.isBuffer(value) ? value.toString("hex") : JSON.stringify(value)))
      .join("\n");
    expect(dump).toContain("password.change");
    for (const secret of [email, token, password, authorization.slice(7), `"${code}"`]) {
      expect(dump).not.toContain(secret);
      expect(dump).not.toContain(Buffer.from(secret).toString("hex"));
    }
  });

  it("has these events and no others", () => {
    expect(EVENTS.toSorted()).toMatchSnapshot();
    const procedures = [appRouter, oidcRouter].flatMap((router) =>
      Object.entries<{ _def: { type: string; meta: ProcedureMeta } }>(
        router._def.procedures as never,
      ),
    );
    const recorded = procedures.filter(
      ([, { _def }]) => _def.type === "mutation" || _def.meta.recorded,
    );
    const calls = EVENTS.filter((event) => !event.startsWith("mail."));
    expect(recorded.map(([path]) => eventOf(path)).toSorted()).toEqual(calls.toSorted());
  });
});
