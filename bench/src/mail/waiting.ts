import { setTimeout as sleep } from "node:timers/promises";
import type { Auth } from "@watchword/auth";
import { queueNotices } from "@watchword/auth/testing";
import { sql } from "kysely";
import { quantile } from "simple-statistics";
import type { Cluster } from "../cluster.ts";
import { startMailRig } from "./rig.ts";

export interface Waiting {
  /** Notices in the queue before the first code was asked for, and after the last. */
  backlog: { before: number; after: number };
  mails: number;
  /** Milliseconds from the call to the provider's having the mail; its own time isn't in them. */
  p50: number;
  p99: number;
  longest: number;
}

const EVERY_MS = 50;

/** How long somebody waits for a code, with so many notices in the queue. */
export async function wait(
  cluster: Cluster,
  { mails, notices }: { mails: number; notices: number },
): Promise<Waiting> {
  const rig = await startMailRig(cluster);
  const { auth, resend } = rig;
  try {
    await queueNotices(auth, notices);
    await rig.startWorker("resend");
    const before = await countNotices(auth);
    const askedAt = new Map<string, number>();
    for (let asked = 0; asked < mails; asked++) {
      const email = `waiting-${asked}@example.com`;
      askedAt.set(email, performance.now());
      await rig.request(email);
      await sleep(EVERY_MS);
    }
    const after = await countNotices(auth);
    await rig.drained(["email-otp"]);
    const waited = resend.requests.flatMap(({ body, at }) => {
      const asked = askedAt.get(String(JSON.parse(body).to));
      return asked === undefined ? [] : [at - asked];
    });
    return {
      backlog: { before, after },
      mails,
      p50: quantile(waited, 0.5),
      p99: quantile(waited, 0.99),
      longest: Math.max(...waited),
    };
  } finally {
    await dropNotices(auth);
    await rig.close();
  }
}

async function countNotices({ db }: Auth): Promise<number> {
  const { rows } = await sql<{ waiting: number }>`
    SELECT count(*)::int AS waiting FROM mails WHERE state = 'queued' AND kind = 'new-sign-in'`.execute(
    db,
  );
  return rows[0]?.waiting ?? 0;
}

/** So that the worker has nothing to finish. */
async function dropNotices({ db }: Auth): Promise<void> {
  await sql`DELETE FROM mails WHERE state = 'queued' AND kind = 'new-sign-in'`.execute(db);
}
