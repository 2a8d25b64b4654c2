import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Api, OPERATOR, startApi } from "./caller.ts";

describe("an address that was sent too many mails", () => {
  const email = "flooded@example.com";
  let counting: Api;
  let headers: { authorization: string };
  beforeAll(async () => {
    counting = await startApi({ policy: { mailsPerAddress: { burst: 2, refillSeconds: 600 } } });
    headers = await counting.bearer(OPERATOR);
  });
  afterAll(() => counting.close());

  const call = async <Path extends string>(path: Path, input: object) =>
    (await counting.post(path, input, headers)).body.result.data;
  const left = async () => {
    const { mails } = await call("operator.address", { email });
    return mails.map((standing) => [standing.kind, standing.left, standing.limit]);
  };
  const delivery = async () => {
    const { otpId } = await call("emailOtp.request", { email });
    return (await call("emailOtp.status", { otpId })).delivery;
  };

  it("can be allowed one more of a kind by an operator, which is recorded", async () => {
    expect([await delivery(), await delivery(), await delivery()]).toEqual([
      "queued",
      "queued",
      "capped",
    ]);
    expect(await left()).toEqual([
      ["sign-in", 0, 2],
      ["sign-up", 2, 2],
      ["password-reset", 2, 2],
      ["other", 2, 2],
    ]);
    const { mails } = await call("operator.address", { email });
    expect(mails.map(({ nextAt }) => nextAt)).toEqual([expect.any(String), null, null, null]);

    const refill = (kind: string) => call("operator.refillMailbox", { email, kind });
    expect(await refill("other")).toEqual({ refilled: false });
    expect(await refill("sign-in")).toEqual({ refilled: true });
    expect([await delivery(), await delivery()]).toEqual(["queued", "capped"]);

    const event = "operator.refill-mailbox";
    const { events } = await call("operator.events", { event, email });
    expect(events).toHaveLength(2);
    const actor = { id: expect.any(String), email: OPERATOR };
    expect(events[0]).toMatchObject({ outcome: "granted", address: "f•••@example.com", actor });
  });

  it("isn't allowed one in an unknown collection or of an unknown kind", async () => {
    const refused = async (input: object) =>
      (await counting.post("operator.refillMailbox", { email, kind: "sign-in", ...input }, headers))
        .body.error.data;
    expect(await refused({ collection: "nowhere" })).toMatchObject({ reason: "INVALID_INPUT" });
    expect(await refused({ kind: "notice" })).toMatchObject({ reason: "INVALID_INPUT" });
  });
});

describe("a mailbox that another collection's mails filled", () => {
  const LEAD = "lead@staff.test";
  const email = "busy@gmail.com";
  let api: Api;
  beforeAll(async () => {
    api = await startApi({
      policy: {
        mailsPerAddress: { burst: 2, refillSeconds: 600 },
        collections: { users: { signUp: true }, staff: { signUp: true } },
      },
      collectionOperators: { staff: LEAD },
    });
    for (const spelling of ["b.usy", "bu.sy", "bus.y"])
      for (let mail = 0; mail < 2; mail++)
        await api.post("emailOtp.request", { email: `${spelling}@gmail.com` });
  });
  afterAll(() => api.close());

  it("looks full only to an operator of the whole deployment, and only they allow it one more", async () => {
    const ofStaff = { email, collection: "staff" };
    const everywhere = await api.bearer(OPERATOR);
    const lead = await api.bearer(LEAD, "staff");
    const left = async (headers: { authorization: string }) => {
      const { mails } = (await api.post("operator.address", ofStaff, headers)).body.result.data;
      return mails.find(({ kind }) => kind === "sign-in")?.left;
    };
    const refill = async (headers: { authorization: string }) =>
      (await api.post("operator.refillMailbox", { ...ofStaff, kind: "sign-in" }, headers)).body
        .result.data;
    expect([await left(lead), await left(everywhere)]).toEqual([2, 0]);
    expect(await refill(lead)).toEqual({ refilled: false });
    expect(await left(everywhere)).toBe(0);
    expect(await refill(everywhere)).toEqual({ refilled: true });
    expect([await left(lead), await left(everywhere)]).toEqual([2, 1]);
  });
});
