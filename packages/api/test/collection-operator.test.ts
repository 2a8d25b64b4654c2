import { settleMail } from "@watchword/mailer/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Api, OPERATOR, startApi } from "./caller.ts";

const LEAD = "lead@staff.test";
const ADA = "ada@example.com";

let api: Api;
let lead: { authorization: string };
let ofUsers: { userId: string; sessionId: string };
let ofStaff: { userId: string; sessionId: string };
beforeAll(async () => {
  api = await startApi({
    policy: { collections: { users: { signUp: true }, staff: { signUp: true } } },
    collectionOperators: { staff: LEAD },
  });
  lead = await api.bearer(LEAD, "staff");
  ofUsers = await signIn(ADA, "users");
  ofStaff = await signIn(ADA, "staff");
});
afterAll(() => api.end());

async function signIn(email: string, collection: string) {
  const headers = await api.bearer(email, collection);
  const current = (await api.send("session.current", { headers })).body.result.data;
  return { userId: current?.user.id ?? "", sessionId: current?.session.id ?? "" };
}

/** What an operator's call is answered, or why it is refused. */
async function call<Name extends string>(
  path: Name,
  input: object = {},
  headers: Record<string, string> = lead,
) {
  const { body } = await api.post(`operator.${path}`, input, headers);
  if (body.error) return { refused: body.error.data.reason } as never;
  return body.result.data;
}

const isLive = async (sessionId: string) =>
  (await api.auth.db.selectFrom("sessions").select("id").where("id", "=", sessionId).execute())
    .length === 1;

async function failedMail(email: string, collection: string): Promise<string> {
  const { otpId } = (await api.post("emailOtp.request", { email, collection })).body.result.data;
  const { id } = await api.auth.db
    .selectFrom("mails")
    .select("id")
    .where("token_id", "=", otpId)
    .executeTakeFirstOrThrow();
  await settleMail(api.auth, id, { state: "failed", reason: "no_sender", tried: true });
  return id;
}

describe("an operator of one collection", () => {
  it("is one in that collection only, with the address that is named", async () => {
    const elsewhere = await api.bearer(LEAD, "users");
    expect(await call("events", { collection: "staff" }, elsewhere)).toEqual({
      refused: "FORBIDDEN",
    });
    const colleague = await api.bearer("colleague@staff.test", "staff");
    expect(await call("events", { collection: "staff" }, colleague)).toEqual({
      refused: "FORBIDDEN",
    });
    const deployment = await api.bearer(OPERATOR, "staff");
    expect(await call("events", { collection: "staff" }, deployment)).toEqual({
      refused: "FORBIDDEN",
    });
  });

  it.each<[string, object]>([
    ["address", { email: ADA }],
    ["events", {}],
    ["exportEvents", { email: ADA }],
    ["createUser", { email: "new@example.com" }],
    ["invite", { email: "new@example.com" }],
    ["refillMailbox", { email: ADA, kind: "sign-in" }],
  ])("is refused %s of another collection, named or by default", async (path, input) => {
    expect(await call(path, { ...input, collection: "users" })).toEqual({ refused: "FORBIDDEN" });
    expect(await call(path, input)).toEqual({ refused: "FORBIDDEN" });
  });

  it.each<[string, object]>([
    ["overview", { range: "hour" }],
    ["suppressed", {}],
    ["release", { email: ADA }],
  ])("is refused %s, which concerns all collections", async (path, input) => {
    expect(await call(path, input)).toEqual({ refused: "FORBIDDEN" });
  });

  it("gets no link that would sign in to an account of their collection", async () => {
    const invited = { email: ADA, collection: "staff", deliver: "link" };
    expect(await call("invite", invited)).toEqual({ refused: "FORBIDDEN" });
  });

  it("can't act on accounts and sessions of another collection, as if they didn't exist", async () => {
    const { userId, sessionId } = ofUsers;
    for (const path of ["disableUser", "enableUser", "endSessions"])
      expect(await call(path, { userId })).toEqual({ refused: "INVALID_INPUT" });
    expect(await call("endSession", { sessionId })).toEqual({ refused: "INVALID_INPUT" });
    expect(await isLive(sessionId)).toBe(true);
  });

  it("looks up an address in their own collection, and sees nothing of its account in another", async () => {
    await call("address", { email: ADA }, await api.bearer(OPERATOR));
    const view = await call("address", { email: ADA, collection: "staff" });
    expect(view).toMatchObject({ collection: "staff", user: { id: ofStaff.userId } });
    expect(view.sessions.map(({ id }) => id)).toEqual([ofStaff.sessionId]);
    expect(JSON.stringify(view)).not.toContain(ofUsers.userId);
    const names = view.timeline.map(({ event }) => event);
    expect(names).toContain("email-otp.sign-in");
    expect(names).not.toContain("operator.address");
  });

  it("doesn't learn whether an address without an account bounced elsewhere", async () => {
    const email = "gone@example.com";
    await api.auth.db
      .insertInto("suppressed_addresses")
      .values([
        { email, reason: "bounce", suppressed_until: new Date("2999-01-01") },
        { email: ADA, reason: "complaint", suppressed_until: new Date("2999-01-01") },
      ])
      .execute();
    expect((await call("address", { email, collection: "staff" })).suppressions).toEqual([]);
    expect((await call("address", { email: ADA, collection: "staff" })).suppressions).toMatchObject(
      [{ reason: "complaint" }],
    );
  });

  it("reads the record of their own accounts, but not which operator of the deployment acted on them", async () => {
    const deployment = await api.bearer(OPERATOR);
    await call("disableUser", { userId: ofUsers.userId }, deployment);
    await call("enableUser", { userId: ofUsers.userId }, deployment);
    await call("enableUser", { userId: ofStaff.userId }, deployment);
    const { events } = await call("events", { collection: "staff", limit: 200 });
    const accounts = new Set(events.map(({ userId }) => userId));
    expect(accounts).toContain(ofStaff.userId);
    expect(accounts).not.toContain(ofUsers.userId);
    const acted = events.filter(({ event }) => event === "operator.enable-user");
    expect(acted).toMatchObject([
      { userId: ofStaff.userId, actor: { email: null }, client: null, device: null },
    ]);
    expect(JSON.stringify(events)).not.toContain(OPERATOR);

    const whole = await call("events", { event: "operator.enable-user" }, deployment);
    expect(whole.events[0]?.actor?.email).toBe(OPERATOR);
    expect(whole.events[0]?.client).toEqual(expect.any(String));
  });

  it("reads what happened to an address of their collection that has no account", async () => {
    const email = "nobody@example.com";
    await api.post("emailOtp.request", { email, collection: "users" });
    await api.post("emailOtp.request", { email, collection: "staff" });
    const { events } = await call("events", { email, collection: "staff" });
    expect(events.map(({ event }) => event)).toEqual(["email-otp.request", "mail.queued"]);
  });

  it("sees failed mails of their own collection, and can send no others again", async () => {
    const theirs = await failedMail("failed@example.com", "staff");
    const other = await failedMail("failed@example.com", "users");
    const listed = await call("failedMails");
    expect(listed.map(({ id }) => id)).toEqual([theirs]);
    expect(await call("resendMail", { mailId: other })).toEqual({ refused: "INVALID_TOKEN" });
    expect(await call("resendMail", { mailId: theirs })).toMatchObject({
      mailId: expect.any(String),
    });
  });

  it("invites, disables, enables and signs out in their own collection, which is recorded under their name", async () => {
    const collection = "staff";
    expect(await call("invite", { email: "new@staff.test", collection })).toMatchObject({
      mailed: true,
    });
    const { userId, sessionId } = ofStaff;
    expect(await call("endSession", { sessionId })).toEqual({ ok: true });
    expect(await isLive(sessionId)).toBe(false);
    expect((await call("disableUser", { userId })).user.disabledAt).toEqual(expect.any(String));
    expect((await call("enableUser", { userId })).user.disabledAt).toBeNull();
    const { events } = await call("events", { event: "operator.disable-user", collection });
    expect(events).toMatchObject([{ userId, actor: { email: LEAD } }]);
  });
});
