import type { Auth } from "@watchword/auth";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { look } from "../src/health/readiness.ts";
import { openReadyDatabase, PATIENT_MS, type ReadyDatabase } from "./ready-database.ts";
import { checkMail, setMailCheck } from "../src/process/mail-check.ts";

let database: ReadyDatabase;
let auth: Auth;
beforeAll(async () => {
  database = await openReadyDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  auth = await database.begin();
});
afterEach(() => database.end(auth));

const ready = () => look({ auth }, PATIENT_MS).answer;

/** A mail as a provider left it. */
function mail(state: "sent" | "bounced" | "failed" | "queued", reason: string | null) {
  const settled_at = state === "queued" ? null : new Date();
  const provider = state === "sent" ? "smtp" : null;
  return database.owner
    .insertInto("mails")
    .values({ kind: "email-otp", state, reason, tries: 1, settled_at, provider })
    .execute();
}

describe("a process is ready, and reports what is wrong", () => {
  it("while nothing is wrong", async () => {
    const { ok, checks } = await ready();
    expect(ok).toBe(true);
    expect([...new Set(Object.values(checks))]).toEqual(["ok"]);
  });

  it("while a relay refuses each recipient, whichever process runs the worker", async () => {
    for (let n = 0; n < 3; n++) await mail("bounced", "550 5.7.1");
    expect(await ready()).toMatchObject({
      ok: true,
      checks: { mail: "none was taken in ten minutes, 3 refused: 550 5.7.1" },
    });
    await mail("sent", null);
    expect(await ready()).toMatchObject({ checks: { mail: "ok" } });
  });

  it("while a provider doesn't know the key", async () => {
    await mail("queued", "validation_error");
    expect(await ready()).toMatchObject({
      ok: true,
      checks: { mail: "none was taken in ten minutes, 1 tried again: validation_error" },
    });
  });

  it("but not for one address that doesn't exist", async () => {
    await mail("bounced", "550 5.1.1");
    expect(await ready()).toMatchObject({ checks: { mail: "ok" } });
  });

  it("while no mailer has been alive for three minutes", async () => {
    const startedAt = performance.now();
    await sql`UPDATE chores SET done_until = now() - interval '3 minutes' WHERE name = 'mailer'`.execute(
      database.owner,
    );
    const { ok, checks } = await ready();
    expect(ok).toBe(true);
    const tookSeconds = (performance.now() - startedAt) / 1_000;
    const said = /^none has run for (\d+) s$/.exec(checks.mailer ?? "")?.[1];
    expect(Number(said)).toBeGreaterThanOrEqual(180);
    expect(Number(said)).toBeLessThanOrEqual(181 + tookSeconds);
  });

  it("while an app isn't told of a session that ended five minutes ago", async () => {
    const queue = (app: string, tries: number) =>
      sql`
        INSERT INTO logouts (app, collection, user_id, session_id, tries, created_at)
        VALUES (${app}, 'users', gen_random_uuid(), gen_random_uuid(), ${tries}, now() - interval '301 seconds')`.execute(
        database.owner,
      );
    await queue("wiki", 2);
    const first = await ready();
    expect(first.ok).toBe(true);
    expect(first.checks["logouts"]).toMatch(
      /^the oldest logout of 1 app has waited 3\d\d s, 1 failed$/,
    );
    await queue("shop", 0);
    const { checks } = await ready();
    await database.owner.deleteFrom("logouts").execute();
    expect(checks["logouts"]).toMatch(/^the oldest logout of 2 apps has waited 3\d\d s, 1 failed$/);
    expect(await ready()).toMatchObject({ checks: { logouts: "ok" } });
  });

  it("while another role may read users", async () => {
    await sql`GRANT SELECT ON users TO PUBLIC`.execute(database.owner);
    const found = await ready();
    await sql`REVOKE SELECT ON users FROM PUBLIC`.execute(database.owner);
    expect(found).toMatchObject({ ok: true, checks: { grants: "PUBLIC: SELECT on users" } });
  });
});

describe("a provider that never worked when this process asked", () => {
  afterEach(() => setMailCheck(async () => null));

  it("counts if it never took a mail of the deployment, but not during its outage", async () => {
    await setMailCheck(async () => "smtp: ECONNREFUSED");
    expect(await ready()).toMatchObject({ ok: false, checks: { mail: "smtp: ECONNREFUSED" } });
    await mail("sent", null);
    expect(await ready()).toMatchObject({ ok: true, checks: { mail: "smtp: ECONNREFUSED" } });
    expect((await look({ auth, worker: { isTurning: () => true } }, PATIENT_MS).answer).ok).toBe(
      false,
    );
  });

  it("that hangs after it worked is told of after ten seconds, and then doesn't count", async () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    const hanging = Promise.withResolvers<null>();
    let answer: Promise<null> = Promise.resolve(null);
    await setMailCheck(() => answer);
    answer = hanging.promise;
    vi.advanceTimersByTime(15_001);
    expect(await checkMail()).toEqual({ problem: null, proven: true });
    vi.advanceTimersByTime(10_001);
    expect(await checkMail()).toEqual({ problem: "no answer in time", proven: true });
    hanging.resolve(null);
    await vi.waitFor(
      async () => expect(await checkMail()).toEqual({ problem: null, proven: true }),
      60_000,
    );
    vi.useRealTimers();
  });

  it("counts while it hasn't answered yet", async () => {
    void setMailCheck(() => new Promise(() => {}));
    const { ok, checks } = await ready();
    expect(ok).toBe(false);
    expect(checks).toMatchObject({ database: "ok", keys: "ok", mail: "no answer in time" });
  });
});
