import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openApiDocument } from "../src/openapi/document.ts";
import { appRouter } from "../src/router.ts";
import { type Answer, type Api, OPERATOR, PUBLIC_URL, startApi } from "./caller.ts";

const document = openApiDocument({ publicUrl: PUBLIC_URL, cookieName: "__Host-watchword" }) as any;

let api: Api;
const ajv = new Ajv2020({ strict: false });
beforeAll(async () => {
  addFormats.default(ajv);
  ajv.addFormat("password", true);
  ajv.addSchema(document, "openapi");
  api = await startApi();
});
afterAll(() => api.close());

const operationOf = (path: string) => {
  const item = document.paths[`/api/trpc/${path}`];
  return item.get ?? item.post;
};

/** The document's schema at a place in it, with the document's components at hand. */
function validatorAt(...place: string[]): ValidateFunction {
  const pointer = place.map((step) => step.replaceAll("~", "~0").replaceAll("/", "~1")).join("/");
  return ajv.compile({ $ref: `openapi#/${encodeURI(pointer)}` });
}

const JSON_SCHEMA = ["content", "application/json", "schema"];

/** Makes a call, and holds it and its answer against the document. */
async function call(path: string, input?: object, headers = {}): Promise<Answer> {
  const item = document.paths[`/api/trpc/${path}`];
  const method = item.get ? "get" : "post";
  const at = ["paths", `/api/trpc/${path}`, method];
  const answer =
    method === "get" ? await api.send(path, { headers }) : await api.post(path, input, headers);
  if (input) {
    const takes = validatorAt(...at, "requestBody", ...JSON_SCHEMA);
    expect([path, takes(input), takes.errors]).toEqual([path, true, null]);
  }
  const answers = validatorAt(...at, "responses", String(answer.status), ...JSON_SCHEMA);
  expect([path, answers(answer.body), answers.errors]).toEqual([path, true, null]);
  return answer;
}

describe("the OpenAPI document", () => {
  it("is a valid one", async () => {
    const result = await new Validator().validate(structuredClone(document));
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
  });

  it("has every procedure and no other, each with its words", () => {
    const paths = Object.keys(document.paths).map((path) => path.replace("/api/trpc/", ""));
    expect(paths.toSorted()).toEqual(Object.keys(appRouter._def.procedures).toSorted());
    for (const path of paths) expect(operationOf(path).summary, path).toMatch(/^[A-Z]/);
  });

  it("says which calls want a session", () => {
    expect(operationOf("emailOtp.request").security).toEqual([]);
    expect(operationOf("session.current").security).toContainEqual({});
    expect(operationOf("session.list").security).toEqual([{ cookie: [] }, { bearer: [] }]);
  });

  it("is true of sign-ins, and of their refusals", async () => {
    const email = "ada@example.com";
    const { otpId } = (await call("emailOtp.request", { email, phrase: true })).body.result.data;
    const { code } = await api.readMail(otpId);
    await call("emailOtp.status", { otpId });
    expect((await call("emailOtp.resend", { otpId })).status).toBe(429);
    const wrong = String((Number(code) + 1) % 1e6).padStart(6, "0");
    expect((await call("emailOtp.signIn", { otpId, code: wrong })).status).toBe(400);
    expect((await call("emailOtp.signIn", { otpId, code, transport: "token" })).status).toBe(200);
    expect((await call("emailOtp.signInWithLink", { token: "nobody's" })).status).toBe(400);
    expect((await call("password.signIn", { email, password: "wrong" })).status).toBe(401);
    await call("password.signUp", { email: "new@example.com" });
    await call("passwordReset.request", { email });
    expect((await call("passwordReset.inspect", { token: "nobody's" })).status).toBe(400);
    expect((await call("session.list")).status).toBe(401);
  });

  it("is true of what sessions do", async () => {
    const headers = await api.bearer("grace@example.com");
    await call("session.current", undefined, headers);
    await call("session.current");
    await call("session.list", undefined, headers);
    const proof = (await call("emailVerification.request", {}, headers)).body.result.data;
    await call("emailVerification.status", { otpId: proof.otpId }, headers);
    const link = { token: (await api.readMail(proof.otpId)).token };
    await call("emailVerification.inspect", link, headers);
    await call("emailChange.request", { email: "hopper@example.com" }, headers);
    await call("password.change", { newPassword: "seven lamps over the harbour" }, headers).then(
      ({ body }) => Object.assign(headers, { authorization: `Bearer ${body.result.data.token}` }),
    );
    const { token } = (await call("oneTimeToken.generate", {}, headers)).body.result.data;
    await call("oneTimeToken.status", { token }, headers);
    await call("oneTimeToken.verify", { token, transport: "token" });
    expect((await call("oneTimeToken.verify", { token })).status).toBe(400);
    await call("session.revokeOthers", {}, headers);
    expect((await call("session.revoke", { sessionId: crypto.randomUUID() }, headers)).status).toBe(
      403,
    );
    expect((await call("account.delete", { confirm: "not mine" }, headers)).status).toBe(400);
    await call("account.delete", { confirm: "grace@example.com" }, headers);
    await call("session.signOut", {}, headers);
  });

  it("is true of what operators see and do", async () => {
    const headers = await api.bearer(OPERATOR);
    const email = "katherine@example.com";
    await call("operator.overview", { range: "week" }, headers);
    const { user } = (await call("operator.createUser", { email }, headers)).body.result.data;
    await call("operator.address", { email }, headers);
    await call("operator.events", { event: "operator.create-user", limit: 1 }, headers);
    await call("operator.exportEvents", { from: "2026-01-01T00:00:00+01:00" }, headers);
    await call("operator.disableUser", { userId: user.id }, headers);
    await call("operator.enableUser", { userId: user.id }, headers);
    await call("operator.endSessions", { userId: user.id }, headers);
    await call("operator.failedMails", undefined, headers);
    await call("operator.suppressed", undefined, headers);
    await call("operator.release", { email, reason: "bounce" }, headers);
    await call("operator.refillMailbox", { email, kind: "sign-in" }, headers);
    expect((await call("operator.createUser", { email }, headers)).status).toBe(400);
    expect((await call("operator.overview", { range: "hour" })).status).toBe(401);
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
    const takes = validatorAt("paths", `/api/trpc/${path}`, "post", "requestBody", ...JSON_SCHEMA);
    expect(takes(input)).toBe(false);
    const { status } = await api.post(path, input, await api.bearer(`${path}@example.com`));
    expect(status).toBe(400);
  });
});
