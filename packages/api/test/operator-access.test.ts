import { asOwner } from "@watchword/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askAsOperator, startForOperator } from "./as-operator.ts";
import { type Answer, type Api, OPERATOR } from "./caller.ts";

let api: Api;
let operator: { authorization: string };
beforeAll(async () => {
  ({ api, operator } = await startForOperator());
});
afterAll(() => api.end());

const READS: [string, object][] = [
  ["overview", { range: "hour" }],
  ["address", { email: "ada@example.com" }],
  ["events", {}],
  ["failedMails", {}],
  ["suppressed", {}],
  ["apps", {}],
];
const ACTIONS: [string, object][] = [
  ["exportEvents", {}],
  ["resendMail", { mailId: crypto.randomUUID() }],
  ["release", { email: "ada@example.com" }],
  ["refillMailbox", { email: "ada@example.com", kind: "sign-in" }],
  ["createUser", { email: "new@example.com" }],
  ["invite", { email: "new@example.com" }],
  ["disableUser", { userId: crypto.randomUUID() }],
  ["enableUser", { userId: crypto.randomUUID() }],
  ["endSession", { sessionId: crypto.randomUUID() }],
  ["endSessions", { userId: crypto.randomUUID() }],
  ["registerApp", { app: { id: "shop", redirectUris: ["https://shop.example/"] } }],
  ["changeApp", { app: { id: "shop", redirectUris: ["https://shop.example/"] } }],
  ["rotateAppKey", { appId: "shop" }],
  ["removeApp", { appId: "shop" }],
];

const reasonOf = ({ body }: Answer) => body.error?.data.reason ?? null;

const ask = <Name extends string>(path: Name, input: object = {}) =>
  askAsOperator(api, operator, path, input);

/** The newest event of an operator's, as the record has it. */
const newest = async (event: string) => (await ask("events", { event, limit: 1 })).events[0];

describe("an operator's calls", () => {
  it.each([...READS, ...ACTIONS])("%s is only for operators", async (path, input) => {
    const refusals = {
      nobody: reasonOf(await api.post(`operator.${path}`, input)),
      anybody: reasonOf(
        await api.post(`operator.${path}`, input, await api.bearer(`${path}@example.com`)),
      ),
      "another app's page": reasonOf(
        await api.post(`operator.${path}`, input, {
          ...operator,
          origin: "http://127.0.0.1:3002",
        }),
      ),
    };
    expect(refusals).toEqual({
      nobody: "UNAUTHENTICATED",
      anybody: "FORBIDDEN",
      "another app's page": "FORBIDDEN",
    });
  });

  it("require an account in `users` with a proven address", async () => {
    const change = (changed: { email_verified_at?: Date | null; collection?: string }) =>
      asOwner(api.auth.db, (owner) =>
        owner.updateTable("users").set(changed).where("email", "=", OPERATOR).execute(),
      );
    await change({ email_verified_at: null });
    expect(reasonOf(await api.post("operator.events", {}, operator))).toBe("FORBIDDEN");
    await change({ email_verified_at: new Date(), collection: "staff" });
    expect(reasonOf(await api.post("operator.events", {}, operator))).toBe("FORBIDDEN");
    await change({ collection: "users" });
    expect(reasonOf(await api.post("operator.events", {}, operator))).toBeNull();
  });

  it("require a sign-in within the last ten minutes", async () => {
    const early = await api.bearer(OPERATOR);
    await api.passTime(601);
    for (const [path, input] of [...READS, ...ACTIONS]) {
      expect(reasonOf(await api.post(`operator.${path}`, input, early))).toBe("REAUTHENTICATE");
    }
    operator = await api.bearer(OPERATOR);
    expect(reasonOf(await api.post("operator.events", {}, operator))).toBeNull();
  });

  it("that are refused are recorded with who tried", async () => {
    const stranger = await api.bearer("stranger@example.com");
    await api.post("operator.createUser", { email: "wanted@example.com" }, stranger);
    expect(await newest("operator.create-user")).toMatchObject({
      outcome: "refused",
      reason: "FORBIDDEN",
      actor: { email: "stranger@example.com" },
      address: null,
    });
  });

  it("aren't recorded for callers without a session", async () => {
    const count = async () =>
      (await api.auth.db.selectFrom("audit_events").select("id").execute()).length;
    const before = await count();
    expect(reasonOf(await api.post("operator.release", { email: "victim@example.com" }))).toBe(
      "UNAUTHENTICATED",
    );
    expect(await count()).toBe(before);
  });
});
