import { type Auth, createAuth } from "@watchword/auth";
import { requestEmailOtp } from "@watchword/auth/email-otp";
import { readMailboxMessage } from "@watchword/emails/mailbox";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LEASE_SECONDS, longestLeaseSeconds } from "./killed-worker.ts";
import { connectOwner } from "./owner.ts";
import { createDeployment, type Deployment, until } from "./processes.ts";

let deployment: Deployment;
let auth: Auth;
let owner: ReturnType<typeof connectOwner>;
beforeAll(async () => {
  deployment = await createDeployment();
  auth = createAuth({ database: deployment.databaseUrl, secret: deployment.secret });
  owner = connectOwner(deployment.databaseUrl);
});
afterAll(async () => {
  await Promise.all([auth.close(), owner.destroy()]);
  await deployment.close();
});

const client = { ip: null, userAgent: null, place: null, locale: null };
const request = (email: string) =>
  requestEmailOtp(auth, { email, collection: "users", phrase: true, next: null, client });

async function mailOf(otpId: string): Promise<{ id: string; state: string }> {
  return auth.db
    .selectFrom("mails")
    .select(["id", "state"])
    .where("token_id", "=", otpId)
    .executeTakeFirstOrThrow();
}

const isWritten = (id: string) => async () => (await deployment.writtenMails()).includes(id);

describe("a mail worker", () => {
  it("writes a mail in well under a second", async () => {
    const worker = await deployment.startWorker();
    await request("warm-up@example.com").then(async ({ otpId }) =>
      until(isWritten((await mailOf(otpId)).id)),
    );

    const { otpId, phrase } = await request("ada@example.com");
    const { id } = await mailOf(otpId);
    const tookMs = [await until(isWritten(id))];
    for (const email of ["bea@example.com", "cy@example.com"]) {
      const other = await mailOf((await request(email)).otpId);
      tookMs.push(await until(isWritten(other.id)));
    }
    // Any of them may have met a busy moment of the machine.
    expect(Math.min(...tookMs)).toBeLessThan(1_000);
    const mail = await readMailboxMessage(deployment.mailboxDir, id);
    expect(mail).toMatchObject({ to: "ada@example.com" });
    expect(mail?.text).toContain(phrase);
    await until(async () => (await mailOf(otpId)).state === "sent");
    expect(await worker.stop()).toBe(0);
  });

  it("that starts late finds the mails that were requested before", async () => {
    const { otpId } = await request("early@example.com");
    const { id } = await mailOf(otpId);
    const worker = await deployment.startWorker();
    await until(isWritten(id));
    await worker.stop();
  });

  it("killed while it holds a mail delays it less than ten seconds", async () => {
    const doomed = await deployment.startWorker();
    // It claims the mail, and waits to see whether the address is mailed.
    const blocking = await owner.startTransaction().execute();
    await sql`SET LOCAL idle_in_transaction_session_timeout = 0`.execute(blocking);
    await sql`LOCK TABLE suppressed_addresses IN ACCESS EXCLUSIVE MODE`.execute(blocking);
    const { id } = await mailOf((await request("held@example.com")).otpId);
    await until(async () => {
      const { rows } = await sql`SELECT FROM mails WHERE id = ${id} AND state = 'sending'`.execute(
        auth.db,
      );
      return rows.length > 0;
    });
    const successor = await deployment.startWorker();
    await doomed.kill();
    expect(await longestLeaseSeconds(owner)).toBeLessThanOrEqual(LEASE_SECONDS);
    await blocking.rollback().execute();
    await until(isWritten(id));
    await successor.stop();
  });
});
