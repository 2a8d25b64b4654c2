import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isRecorded, limitOf } from "../src/limit-client.ts";
import type { ProcedureMeta } from "../src/procedure-meta.ts";
import { appRouter } from "../src/router.ts";
import { type Api, startApi } from "./caller.ts";
import { beAnotherClient, statuses } from "./limited-api.ts";

const PER_HOUR = { count: 1_000, windowSeconds: 3_600 };
const perClient = { mail: PER_HOUR, guess: PER_HOUR, write: { count: 5, windowSeconds: 3_600 } };

let free: Api;
let limited: Api;
beforeAll(async () => {
  free = await startApi();
  limited = await startApi({ policy: { perClient } });
});
afterAll(() => Promise.all([free.close(), limited.close()]));

const countEvents = async (api: Api, event: string) => {
  const events = api.auth.db.selectFrom("audit_events").where("event", "=", event);
  return (await events.select("event").execute()).length;
};

/** Somebody signed in, who calls with their session alone. */
async function signIn(api: Api) {
  const headers = await api.bearer(`${randomUUID()}@example.com`);
  return <Path extends string>(path: Path, input?: unknown) => api.post(path, input, headers);
}

describe("a call that changes nothing", () => {
  it("isn't recorded: signing out without a session, or with one that has ended", async () => {
    const batch = Array(10).fill("session.signOut").join(",");
    const input = Object.fromEntries(Array.from({ length: 10 }, (_, call) => [call, {}]));
    expect((await free.post(`${batch}?batch=1`, input)).status).toBe(200);
    const bearer = { authorization: "Bearer nobodys-secret" };
    expect((await free.post("session.signOut", {}, bearer)).status).toBe(200);
    expect(await countEvents(free, "session.sign-out")).toBe(0);

    const call = await signIn(free);
    expect(await statuses(3, () => call("session.signOut"))).toEqual([200, 200, 200]);
    expect(await countEvents(free, "session.sign-out")).toBe(1);
  });

  it("isn't recorded: ending sessions and withdrawing tokens that don't exist", async () => {
    const call = await signIn(free);
    expect((await call("session.revoke", { sessionId: randomUUID() })).status).toBe(403);
    expect((await call("session.revokeOthers")).status).toBe(200);
    expect((await call("oneTimeToken.withdraw", { token: "nothing" })).status).toBe(200);
    const nothing = ["session.revoke", "session.revoke-others", "one-time-token.withdraw"];
    for (const event of nothing) expect(await countEvents(free, event)).toBe(0);

    const { token } = (await call("oneTimeToken.generate")).body.result.data;
    await call("oneTimeToken.withdraw", { token });
    expect(await countEvents(free, "one-time-token.withdraw")).toBe(1);
  });
});

describe("a call that is recorded", () => {
  it("is counted, whichever procedure it calls", () => {
    const procedures = Object.entries<{ _def: { type: "mutation"; meta: ProcedureMeta } }>(
      appRouter._def.procedures as never,
    );
    // Also where a page makes it.
    const countedAs = ({ type, meta }: { type: "mutation"; meta: ProcedureMeta }) =>
      limitOf(type, meta, { fromClient: false });
    const uncounted = procedures.filter(
      ([, { _def }]) => isRecorded(_def.type, _def.meta) && countedAs(_def) === null,
    );
    expect(uncounted.map(([path]) => path)).toEqual([]);
    expect(procedures.filter(([, { _def }]) => countedAs(_def))).not.toEqual([]);
  });

  it("is RATE_LIMITED above the client's writes, signed in or not, and then isn't recorded", async () => {
    beAnotherClient(limited);
    const call = await signIn(limited);
    const generate = () => call("oneTimeToken.generate");
    expect(await statuses(7, generate)).toEqual([200, 200, 200, 200, 200, 429, 429]);
    expect(await countEvents(limited, "one-time-token.generate")).toBe(5);
    const refused = await limited.post("session.signOut");
    expect(refused.body.error.data).toMatchObject({ reason: "RATE_LIMITED", httpStatus: 429 });
    expect(refused.headers.get("retry-after")).not.toBeNull();
    beAnotherClient(limited);
    expect(await statuses(6, () => limited.post("session.signOut"))).toEqual([
      ...Array(5).fill(200),
      429,
    ]);
  });

  it("is counted by account too, whatever addresses it comes from", async () => {
    const call = await signIn(limited);
    const fromElsewhere = () => {
      beAnotherClient(limited);
      return call("oneTimeToken.generate");
    };
    expect(await statuses(7, fromElsewhere)).toEqual([200, 200, 200, 200, 200, 429, 429]);
    const somebodyElse = await signIn(limited);
    expect((await somebodyElse("oneTimeToken.generate")).status).toBe(200);
  });

  it("is counted for operators and those who try their procedures", async () => {
    beAnotherClient(limited);
    const call = await signIn(limited);
    const lookUp = () => call("operator.address", { email: "ada@example.com" });
    expect(await statuses(7, lookUp)).toEqual([403, 403, 403, 403, 403, 429, 429]);
    expect(await countEvents(limited, "operator.address")).toBe(5);
  });
});
