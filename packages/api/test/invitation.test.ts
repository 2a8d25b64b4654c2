import type { LinkMail } from "@watchword/db/mail-queue";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Api, OPERATOR, startApi } from "./caller.ts";

let api: Api;
let operator: { authorization: string };
beforeAll(async () => {
  api = await startApi({ policy: { collections: { staff: { signUp: false } } } });
  operator = await api.bearer(OPERATOR);
});
afterAll(() => api.end());

const tokenIn = (url: string) => url.split("/").at(-1) ?? "";

async function invite(input: object) {
  const { body } = await api.post("operator.invite", { collection: "staff", ...input }, operator);
  return body.result.data;
}

describe("an invitation", () => {
  it("is mailed by an operator, shows its address, and signs in whoever accepts it", async () => {
    const invited = await invite({ email: "ada@example.com" });
    expect(invited).toMatchObject({ mailed: true, url: null });
    const mail = (await api.newestMail("invitation")) as LinkMail;
    const token = tokenIn(mail.link.url);

    const inspected = await api.post("invitation.inspect", { token });
    expect(inspected.body.result.data).toEqual({
      email: "a•••@example.com",
      collection: "staff",
      expiresAt: invited.expiresAt,
      known: false,
    });
    const accepted = await api.post("invitation.accept", { token, transport: "token" });
    expect(accepted.body.result.data).toMatchObject({
      user: { email: "ada@example.com", collection: "staff" },
      token: expect.stringMatching(/^.{43}$/),
    });
    const again = await api.post("invitation.accept", { token });
    expect(again.body.error.data.reason).toBe("INVALID_TOKEN");
    expect((await api.post("invitation.inspect", { token })).body.error.data.reason).toBe(
      "INVALID_TOKEN",
    );
  });

  it("is returned as a link if the operator delivers it", async () => {
    const { url, mailed } = await invite({ email: "bob@example.com", deliver: "link" });
    expect(mailed).toBe(false);
    expect(url).toMatch(/^https:\/\/watchword\.test\/invitation\/link\/[\w-]{43}$/);
    const accepted = await api.post("invitation.accept", { token: tokenIn(url ?? "") });
    const user = { email: "bob@example.com", emailVerified: false };
    expect(accepted.body.result.data.user).toMatchObject(user);
    expect(accepted.headers.getSetCookie().join()).toMatch(/^(?!.*device).*watchword=/);
  });

  it("into an unknown collection is refused", async () => {
    const input = { email: "carol@example.com", collection: "guests" };
    const { status, body } = await api.post("operator.invite", input, operator);
    expect([status, body.error.data.reason]).toEqual([400, "INVALID_INPUT"]);
  });

  it("is recorded with the operator, its address, and who accepted it", async () => {
    await invite({ email: "dan@example.com" });
    const { body } = await api.post(
      "operator.events",
      { event: "operator.invite", limit: 1 },
      operator,
    );
    expect(body.result.data.events[0]).toMatchObject({
      outcome: "granted",
      actor: { email: OPERATOR },
      address: "d•••@example.com",
    });
    const accepted = await api.post("operator.events", { event: "invitation.accept" }, operator);
    expect(
      accepted.body.result.data.events.map(({ outcome }: { outcome: string }) => outcome),
    ).toEqual(expect.arrayContaining(["granted", "refused"]));
  });
});
