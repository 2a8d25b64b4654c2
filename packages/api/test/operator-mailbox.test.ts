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

  it("is allowed one more by an operator, of the kind that they say, and it is written down", async () => {
    expect([await delivery(), await delivery(), await delivery()]).toEqual([
      "queued",
      "queued",
      "capped",
    ]);
    expect(await left()).toEqual([
      ["sign-in", 0, 2],
      ["other", 2, 2],
    ]);
    const { mails } = await call("operator.address", { email });
    expect(mails.map(({ nextAt }) => nextAt)).toEqual([expect.any(String), null]);

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

  it("isn't allowed one in a collection that there isn't, nor one of another kind", async () => {
    const refused = async (input: object) =>
      (await counting.post("operator.refillMailbox", { email, kind: "sign-in", ...input }, headers))
        .body.error.data;
    expect(await refused({ collection: "nowhere" })).toMatchObject({ reason: "INVALID_INPUT" });
    expect(await refused({ kind: "notice" })).toMatchObject({ reason: "INVALID_INPUT" });
  });
});
