import { createHash } from "node:crypto";
import { cleanUp } from "@watchword/auth/clean-up";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DEVICE_GRANT, ownerOf, startDevice } from "./device.ts";
import { startTwoProcesses } from "./processes.ts";
import { type Provider, startProvider } from "./provider.ts";

let provider: Provider;
let processes: Awaited<ReturnType<typeof startTwoProcesses>>;
let ada: ReturnType<typeof ownerOf>;
beforeAll(async () => {
  provider = await startProvider();
  processes = await startTwoProcesses(provider);
  ada = ownerOf(provider, await provider.signIn());
});
afterAll(async () => {
  processes.stop();
  await provider.end();
});

/** Polls 32 times at once, over two processes. */
async function pollAtOnce(deviceCode: string): Promise<string[]> {
  const body = new URLSearchParams({
    grant_type: DEVICE_GRANT,
    device_code: deviceCode,
    client_id: "notes",
  });
  return Promise.all(
    Array.from({ length: 32 }, async (_, at) => {
      const url = `${processes.urls[at % 2]}/oidc/token`;
      const answer = await fetch(url, { method: "POST", body });
      const { error } = (await answer.json()) as { error?: string };
      return error ?? String(answer.status);
    }),
  );
}

async function countSessions(): Promise<number> {
  const sessions = await provider.api.auth.db
    .selectFrom("sessions")
    .select("id")
    .where("audience", "=", "notes")
    .execute();
  return sessions.length;
}

it("among many polls at the same time one is answered, and an approval gives one session", async () => {
  const { userCode, deviceCode } = await startDevice(provider);
  const early = await pollAtOnce(deviceCode);
  expect(early.filter((answer) => answer === "authorization_pending")).toHaveLength(1);
  expect(new Set(early)).toEqual(new Set(["authorization_pending", "slow_down"]));
  await provider.api.passTime(61);
  await ada.approveDevice({ userCode });
  const answers = await pollAtOnce(deviceCode);
  expect(answers.filter((answer) => answer === "200")).toHaveLength(1);
  await provider.api.passTime(61);
  expect(await pollAtOnce(deviceCode)).not.toContain("200");
  expect(await countSessions()).toBe(1);
});

it("among many decisions at the same time one counts", async () => {
  const { userCode, poll } = await startDevice(provider);
  const decisions = await Promise.allSettled(
    Array.from({ length: 16 }, (_, at) =>
      at % 2 === 0 ? ada.approveDevice({ userCode }) : ada.declineDevice({ userCode }),
    ),
  );
  const counted = decisions.flatMap(({ status }, at) => (status === "fulfilled" ? [at] : []));
  expect(counted).toHaveLength(1);
  const { status, body } = await poll();
  const wasApproved = (counted[0] ?? 0) % 2 === 0;
  expect(status === 200 ? "200" : body.error).toBe(wasApproved ? "200" : "access_denied");
});

it("the request of a device is deleted an hour after it expired", async () => {
  const { deviceCode } = await startDevice(provider);
  const count = async () => {
    const kept = provider.api.auth.db.selectFrom("device_authorizations").select("device_hash");
    const hash = createHash("sha256").update(deviceCode).digest("hex");
    return (await kept.execute()).filter((row) => row.device_hash.toString("hex") === hash).length;
  };
  await provider.api.passTime(600 + 3500);
  await cleanUp(provider.api.auth);
  expect(await count()).toBe(1);
  await provider.api.passTime(200);
  await cleanUp(provider.api.auth);
  expect(await count()).toBe(0);
});
