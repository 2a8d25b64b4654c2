import { type ResendServer, startResendServer } from "@watchword/emails/testing";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { until } from "./processes.ts";
import { createSending, type Sending } from "./sending.ts";

describe("mails that wait because of a provider's outage", () => {
  let sending: Sending;
  let resend: ResendServer;
  beforeEach(async () => {
    [sending, resend] = await Promise.all([createSending(), startResendServer()]);
  });
  afterEach(() => Promise.all([resend.close(), sending.close()]));

  const waiting = async () => {
    const { rows } = await sql<{ later: number }>`
      SELECT count(*)::integer AS later FROM mails
      WHERE state = 'queued' AND run_at > now() + interval '20 seconds'`.execute(sending.auth.db);
    return rows[0]?.later ?? 0;
  };

  it("are sent at once when the provider takes mail again, however long they had to wait", async () => {
    const asked = await Promise.all(
      Array.from({ length: 20 }, (_, n) => sending.request(`somebody-${n}@example.com`)),
    );
    const notices = await sending.queueNotices(20);
    // As after minutes of it: the next try is a minute off, of notices an hour.
    await sql`UPDATE mails SET tries = 10`.execute(sending.auth.db);
    resend.mood = () => ({ answer: [500, "internal_server_error"] });
    await sending.startWorker({ resend: { apiKey: resend.apiKey, baseUrl: resend.url } });
    await until(async () => (await waiting()) >= 38);
    resend.mood = () => null;
    await until(() => resend.accepted.size === 40);
    const keys = [...resend.accepted.keys()];
    for (const id of asked) expect(keys).toContain((await sending.mailOf(id)).id);
    expect(keys).toEqual(expect.arrayContaining(notices));
  });
});
