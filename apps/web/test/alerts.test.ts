import { tmpdir } from "node:os";
import { createAuth } from "@watchword/auth";
import { lookForAlerts } from "@watchword/auth/alerts";
import { createPolicy } from "@watchword/auth/policy";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { watchAlerts } from "../src/alerts/watch-alerts.ts";
import type { AlertWebhook } from "../src/alerts/tell-alert.ts";
import { type AlertReceiver, startAlertReceiver } from "./alert-receiver.ts";
import { createDeployment, freePort, until } from "./processes.ts";
import { createSending, type Sending } from "./sending.ts";

let sending: Sending;
let receiver: AlertReceiver;
beforeEach(async () => {
  [sending, receiver] = await Promise.all([createSending(), startAlertReceiver()]);
});
afterEach(() => Promise.all([receiver.close(), sending.close()]));

const startWorker = (alertWebhook: AlertWebhook = receiver) =>
  sending.startWorker({ alertWebhook, mailboxDir: tmpdir() });
/** A process that looks at once, and runs no worker. */
const startWatch = (limitStoreFails = async () => false) =>
  watchAlerts(
    {
      databaseUrl: sending.databaseUrl,
      databaseSchema: "watchword",
      secrets: ["a secret of more than thirty-two bytes for tests"],
      policy: createPolicy(),
      alertWebhook: receiver,
    },
    { limitStoreFails, tells: true },
  );
const types = () => receiver.received.map(({ type }) => type);

/** A mail that no provider took in time; its next try is far off. */
const age = (auth = sending.auth) =>
  sql`
    INSERT INTO mails (kind, created_at, run_at)
    VALUES ('email-otp', now() - interval '3 minutes', now() + interval '1 hour')`.execute(auth.db);

/** Has every alert whose time for another try hasn't come tried now. */
const hurry = () =>
  sql`UPDATE alert_messages SET run_at = now() WHERE run_at > now() AND tries > 0`.execute(
    sending.auth.db,
  );

/** Waits until so many alerts have come. */
const received = (count: number) =>
  until(async () => {
    await hurry();
    return receiver.received.length >= count;
  });

async function waiting(): Promise<number> {
  const rows = await sending.auth.db.selectFrom("alert_messages").select("id").execute();
  return rows.length;
}
const done = () => until(async () => (await waiting()) === 0);

describe("an alert", () => {
  it("is sent signed, and another message is sent when it is over", async () => {
    await startWorker();
    const startedAt = performance.now();
    await age();
    await lookForAlerts(sending.auth);
    const lookedForSeconds = (performance.now() - startedAt) / 1_000;
    await received(1);
    await sql`UPDATE mails SET state = 'sent'`.execute(sending.auth.db);
    await lookForAlerts(sending.auth);
    await received(2);
    expect(receiver.received).toEqual([
      {
        id: expect.stringMatching(/^alert_/),
        type: "mail.queue_aging",
        data: { oldestSeconds: expect.any(Number), waiting: 1 },
      },
      {
        id: expect.stringMatching(/^alert_/),
        type: "mail.queue_aging.resolved",
        data: { oldestSeconds: 0, waiting: 0, raisedAt: expect.any(String) },
      },
    ]);
    const oldestSeconds = Number(receiver.received[0]?.data["oldestSeconds"]);
    expect(oldestSeconds).toBeGreaterThanOrEqual(180);
    expect(oldestSeconds).toBeLessThanOrEqual(181 + lookedForSeconds);
    await done();
  });

  it("that isn't accepted, or is redirected, is sent again under the same id", async () => {
    receiver.answers = [500, 307, 410];
    await startWorker();
    await age();
    await lookForAlerts(sending.auth);
    await received(4);
    await done();
    expect(receiver.received).toHaveLength(4);
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(1);
  });

  it("isn't lost while its receiver is down", async () => {
    const port = await freePort();
    await startWorker({ ...receiver, url: `http://127.0.0.1:${port}` });
    await age();
    await lookForAlerts(sending.auth);
    await until(async () => {
      await hurry();
      const messages = await sending.auth.db.selectFrom("alert_messages").select("tries").execute();
      return messages.some(({ tries }) => tries > 1);
    });
    const back = await startAlertReceiver(port);
    await until(async () => {
      await hurry();
      return back.received.length === 1;
    });
    await done();
    await back.close();
  });

  it("about a queue without any worker is sent by a process that has none", async () => {
    await age();
    const watch = startWatch();
    await received(1);
    await watch.stop();
    expect(types()).toEqual(["mail.queue_aging"]);
    expect(await waiting()).toBe(0);
  });

  it("is left to others by a process that is to stop, with all that wait behind it", async () => {
    receiver.answers = ["silent", "silent"];
    await sql`
      INSERT INTO alert_messages (type, data)
      VALUES ('mail.queue_aging', '{}'), ('mail.bounces_rising', '{}')`.execute(sending.auth.db);
    const watch = startWatch();
    await until(() => receiver.received.length === 1);
    await watch.stop();
    expect(receiver.received).toHaveLength(1);
    expect(await waiting()).toBe(2);
  });

  it("of a limit store comes once from two processes that see it fail", async () => {
    const watches = [1, 2].map(() => startWatch(async () => true));
    await received(1);
    await Promise.all(watches.map((watch) => watch.stop()));
    expect(types()).toEqual(["limit_store.failed"]);
  });
});

it("two worker processes send an alert once, and don't name its receiver in their logs", async () => {
  const deployment = await createDeployment();
  const auth = createAuth({ database: deployment.databaseUrl, secret: deployment.secret });
  await age(auth);
  receiver.answers = [500];
  const env = { ALERT_WEBHOOK_URL: receiver.url, ALERT_WEBHOOK_SECRET: receiver.secret };
  const workers = await Promise.all([deployment.startWorker(env), deployment.startWorker(env)]);
  await until(() => receiver.received.length === 2);
  expect(await Promise.all(workers.map((worker) => worker.stop()))).toEqual([0, 0]);
  expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(1);
  const logged = workers.map((worker) => worker.output()).join("");
  expect(logged.match(/"alert":"mail.queue_aging"/g)).toHaveLength(1);
  expect(logged).toContain("answered 500");
  expect(logged).not.toContain("of-the-receiver");
  expect(logged).not.toContain(receiver.secret);
  await auth.close();
  await deployment.close();
});
