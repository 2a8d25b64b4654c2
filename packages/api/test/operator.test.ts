import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askAsOperator, startForOperator } from "./as-operator.ts";
import { type Answer, type Api, OPERATOR } from "./caller.ts";

let api: Api;
let operator: { authorization: string };
beforeAll(async () => {
  ({ api, operator } = await startForOperator());
});
afterAll(() => api.end());

const reasonOf = ({ body }: Answer) => body.error?.data.reason ?? null;

const ask = <Name extends string>(path: Name, input: object = {}) =>
  askAsOperator(api, operator, path, input);

/** The newest event of an operator's, as the record has it. */
const newest = async (event: string) => (await ask("events", { event, limit: 1 })).events[0];

describe("an operator", () => {
  const actor = { id: expect.any(String), email: OPERATOR };

  it("makes an account, once, and is told if it already exists", async () => {
    const { user } = await ask("createUser", { email: " Made@Example.com", emailVerified: true });
    expect(user).toMatchObject({ email: "made@example.com", emailVerified: true });
    expect(await newest("operator.create-user")).toMatchObject({ userId: user.id, actor });
    const again = await api.post("operator.createUser", { email: "made@example.com" }, operator);
    expect(again.body.error.data).toMatchObject({
      reason: "INVALID_INPUT",
      fields: { email: expect.stringContaining("account") },
    });
    const elsewhere = { email: "made@example.com", collection: "nowhere" };
    expect(
      (await api.post("operator.createUser", elsewhere, operator)).body.error.data,
    ).toMatchObject({ reason: "INVALID_INPUT", fields: { collection: "No such collection" } });
  });

  it("disables an account: its sessions and codes end at once, and stay ended when it is enabled", async () => {
    const email = "leaving@example.com";
    const session = await api.bearer(email);
    const { otpId } = (await api.post("emailOtp.request", { email })).body.result.data;
    const { token } = await api.readMail(otpId);
    const { user } = await ask("address", { email });

    const disabled = await ask("disableUser", { userId: user?.id });
    expect(disabled.user).toMatchObject({ id: user?.id, disabledAt: expect.any(String) });
    expect((await api.send("session.list", { headers: session })).status).toBe(401);
    expect(reasonOf(await api.post("emailOtp.signInWithLink", { token }))).toBe("INVALID_TOKEN");
    expect((await ask("address", { email })).sessions).toEqual([]);
    expect(await newest("operator.disable-user")).toMatchObject({ userId: user?.id, actor });

    expect((await ask("enableUser", { userId: user?.id })).user.disabledAt).toBeNull();
    expect(await newest("operator.enable-user")).toMatchObject({ userId: user?.id, actor });
    expect((await api.send("session.list", { headers: session })).status).toBe(401);
    expect(reasonOf(await api.post("emailOtp.signInWithLink", { token }))).toBe("INVALID_TOKEN");
    await api.bearer(email);
  });

  it("is recorded as having looked at an address, whether it has an account or not", async () => {
    const { user } = (
      await api.post("operator.createUser", { email: "seen@example.com" }, operator)
    ).body.result.data;
    await ask("address", { email: "Seen@example.com" });
    const ofAccount = { userId: user.id, address: "s•••@example.com", outcome: "granted", actor };
    expect(await newest("operator.address")).toMatchObject(ofAccount);
    await ask("address", { email: "nobody@example.com" });
    const ofNobody = { userId: null, address: "n•••@example.com", outcome: "granted", actor };
    expect(await newest("operator.address")).toMatchObject(ofNobody);
    const { timeline } = await ask("address", { email: "seen@example.com" });
    expect(timeline.map(({ event }) => event)).toContain("operator.address");
  });

  it("can't disable themselves", async () => {
    const { user } = await ask("address", { email: OPERATOR });
    const refused = await api.post("operator.disableUser", { userId: user?.id }, operator);
    expect(reasonOf(refused)).toBe("FORBIDDEN");
    const inCapitals = { userId: user?.id.toUpperCase() };
    const again = await api.post("operator.disableUser", inCapitals, operator);
    expect(reasonOf(again)).toBe("FORBIDDEN");
  });

  it("ends one session of anybody's, or all of them", async () => {
    const email = "lost-a-phone@example.com";
    const [phone, laptop] = [await api.bearer(email), await api.bearer(email)];
    const { user, sessions } = await ask("address", { email });
    expect(sessions.map(({ current }) => current)).toEqual([false, false]);
    const byAge = sessions.toSorted((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt));
    await ask("endSession", { sessionId: byAge[0]?.id });
    expect((await api.send("session.list", { headers: phone })).status).toBe(401);
    expect((await api.send("session.list", { headers: laptop })).status).toBe(200);
    expect(await newest("operator.end-session")).toMatchObject({ userId: user?.id, actor });
    await ask("endSessions", { userId: user?.id });
    expect((await api.send("session.list", { headers: laptop })).status).toBe(401);
    expect(await newest("operator.end-sessions")).toMatchObject({ userId: user?.id, actor });
  });

  it.each([
    ["disableUser", "userId"],
    ["enableUser", "userId"],
    ["endSessions", "userId"],
    ["endSession", "sessionId"],
  ])("is told by %s if something doesn't exist", async (path, field) => {
    const id = crypto.randomUUID();
    const { body } = await api.post(`operator.${path}`, { [field]: id }, operator);
    expect(body.error.data).toMatchObject({
      reason: "INVALID_INPUT",
      fields: { [field]: expect.stringMatching(/^No such/) },
    });
  });
});
