import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { lookForAlerts, noteFailedLimitStore } from "../src/alerts/alerts.ts";
import { createAuth } from "../src/auth.ts";
import { inOneMoment } from "../src/testing/in-one-moment.ts";
import { type Product, SECRET, startProduct } from "./product.ts";

/** Forty wrong guesses a day at six digits. */
const policy = { guessBudget: { expectedGuessedPerDay: 0.00008 } };

let product: Product;
beforeAll(async () => {
  product = await startProduct({ policy });
});
beforeEach(async () => {
  const tables = ["alerts", "mails", "logouts", "spent_guesses", "alert_messages"] as const;
  for (const table of tables) await product.auth.db.deleteFrom(table).execute();
});
afterAll(() => product.close());

const look = (by = product.auth.db) => lookForAlerts({ ...product.auth, db: by });
const types = (alerts: { type: string }[]) => alerts.map(({ type }) => type);

/** The messages that wait for delivery. */
function queued(): Promise<{ type: string; data: object }[]> {
  const { db } = product.auth;
  return db.selectFrom("alert_messages").select(["type", "data"]).orderBy("id").execute();
}

/** As the product does, which uses a slot again after a day. */
async function failGuesses(count: number, digits = 6): Promise<void> {
  await sql`
    INSERT INTO spent_guesses (budget, slot, at)
    SELECT convert_to('code-length:' || ${digits}::integer, 'UTF8'), slot, now() FROM generate_series(1, ${count}) AS slot
    ON CONFLICT (budget, slot) DO UPDATE SET at = now()
      WHERE spent_guesses.at <= now() - interval '24 hours'`.execute(product.auth.db);
}

async function mailsThat(state: string, count: number, ago = "1 minute", kind = "email-otp") {
  const settles = !["queued", "sending"].includes(state);
  await sql`
    INSERT INTO mails (kind, state, created_at, settled_at)
    SELECT ${kind}, ${state}, now() - ${ago}::interval, CASE WHEN ${settles} THEN now() - ${ago}::interval END
    FROM generate_series(1, ${count})`.execute(product.auth.db);
}

it("if nothing is wrong, no alert is sent", async () => {
  await failGuesses(19);
  await mailsThat("delivered", 500);
  await mailsThat("queued", 5);
  expect(await look()).toEqual([]);
  expect(await queued()).toEqual([]);
});

describe("a guess budget", () => {
  it("raises an alert when it is half spent, another when it is spent, and reports the end of each", async () => {
    await failGuesses(20);
    expect(types(await look())).toEqual(["guess_budget.half"]);
    expect(await look()).toEqual([]);
    await failGuesses(40);
    expect(types(await look())).toEqual(["guess_budget.spent"]);
    await product.passTime(86_400);
    expect(types(await look()).toSorted()).toEqual([
      "guess_budget.half.resolved",
      "guess_budget.spent.resolved",
    ]);
    const told = await queued();
    expect(told).toHaveLength(4);
    expect(told[0]).toEqual({
      type: "guess_budget.half",
      data: { digits: 6, failedGuesses: 20, budget: 40, hours: 24 },
    });
    expect(told.at(-1)?.data).toMatchObject({ failedGuesses: 0, raisedAt: expect.any(String) });
    await failGuesses(20);
    expect(types(await look())).toEqual(["guess_budget.half"]);
  });

  it("raises only one alert if it hovers around half", async () => {
    await failGuesses(20);
    await look();
    await sql`DELETE FROM spent_guesses WHERE slot > 17`.execute(product.auth.db);
    expect(await look()).toEqual([]);
    await failGuesses(20);
    expect(await look()).toEqual([]);
    await sql`DELETE FROM spent_guesses WHERE slot > 15`.execute(product.auth.db);
    expect(types(await look())).toEqual(["guess_budget.half.resolved"]);
  });

  it("exists for each code length", async () => {
    await failGuesses(20);
    await failGuesses(100, 7);
    const told = await look();
    expect(told.map(({ data }) => data.digits).toSorted()).toEqual([6, 7]);
  });
});

describe("logouts", () => {
  it("raise an alert if an app doesn't get them for five minutes, until it gets them within a minute", async () => {
    const { db } = product.auth;
    const queue = () =>
      sql`
        INSERT INTO logouts (app, collection, user_id, session_id)
        VALUES ('wiki', 'users', gen_random_uuid(), gen_random_uuid())`.execute(db);
    await queue();
    await product.passTime(240);
    expect(await look()).toEqual([]);
    await sql`UPDATE logouts SET tries = 3`.execute(db);
    await product.passTime(61);
    await queue();
    expect(await look()).toEqual([
      {
        type: "logout.queue_aging",
        data: { oldestSeconds: expect.any(Number), waiting: 2, failing: 1, apps: 1 },
      },
    ]);
    await sql`DELETE FROM logouts WHERE tries > 0`.execute(db);
    expect(types(await look())).toEqual(["logout.queue_aging.resolved"]);
  });
});

describe("mails", () => {
  it("raise an alert if 4 % and at least five bounce, as long as more than 2 % do", async () => {
    await mailsThat("bounced", 4);
    await mailsThat("delivered", 10);
    expect(await look()).toEqual([]);
    await mailsThat("delivered", 110);
    await mailsThat("bounced", 1);
    const [told] = await look();
    expect(told).toEqual({
      type: "mail.bounces_rising",
      data: { bounced: 5, mails: 125, minutes: 60 },
    });
    await mailsThat("delivered", 75);
    expect(await look()).toEqual([]);
    await product.passTime(3_600);
    expect(types(await look())).toEqual(["mail.bounces_rising.resolved"]);
  });

  it("raise an alert if a tenth and at least five fail, as long as more than a twentieth do", async () => {
    await mailsThat("failed", 4);
    await mailsThat("delivered", 10);
    expect(await look()).toEqual([]);
    await mailsThat("failed", 1);
    expect(await look()).toEqual([
      { type: "mail.failures_rising", data: { failed: 5, mails: 15, minutes: 60 } },
    ]);
    await mailsThat("delivered", 85);
    expect(await look()).toEqual([]);
    await mailsThat("delivered", 1);
    expect(types(await look())).toEqual(["mail.failures_rising.resolved"]);
  });

  it("raise an alert if nobody takes them for two minutes, or notices an hour later", async () => {
    await inOneMoment(product.auth.db, async ({ db }) => {
      const wait = (kind: string, state: string, ago: string) =>
        sql`
          INSERT INTO mails (kind, state, created_at)
          VALUES (${kind}, ${state}, now() - ${ago}::interval)`.execute(db);
      await wait("new-sign-in", "queued", "61 minutes");
      await wait("email-otp", "queued", "119 seconds");
      expect(await look(db)).toEqual([]);
      await wait("email-otp", "sending", "150 seconds");
      expect(await look(db)).toEqual([
        { type: "mail.queue_aging", data: { oldestSeconds: 150, waiting: 3 } },
      ]);
    });
    await sql`DELETE FROM mails`.execute(product.auth.db);
    await mailsThat("queued", 1, "62 minutes", "new-sign-in");
    expect(await look()).toEqual([]);
    await sql`UPDATE mails SET state = 'sent'`.execute(product.auth.db);
    expect(types(await look())).toEqual(["mail.queue_aging.resolved"]);
  });
});

it("the alert of a limit store ends when no process has seen it fail for a while", async () => {
  const { auth } = product;
  expect(types(await noteFailedLimitStore(auth))).toEqual(["limit_store.failed"]);
  await product.passTime(100);
  expect(await noteFailedLimitStore(auth)).toEqual([]);
  await product.passTime(100);
  expect(await look()).toEqual([]);
  await product.passTime(60);
  expect(types(await look())).toEqual(["limit_store.failed.resolved"]);
});

it("many checks at once, over two pools, report each alert once and its end once", async () => {
  const other = createAuth({ database: product.databaseUrl, secret: SECRET, policy });
  const both = (act: (auth: typeof other) => Promise<unknown>) =>
    Promise.all(Array.from({ length: 16 }, (_, at) => act(at % 2 === 0 ? other : product.auth)));
  for (let round = 0; round < 5; round++) {
    await failGuesses(40);
    await both(noteFailedLimitStore);
    await both(lookForAlerts);
    await product.passTime(86_400);
    await both(lookForAlerts);
  }
  await other.close();
  const times = Object.groupBy(types(await queued()), (type) => type);
  expect(Object.values(times).map((each) => each?.length)).toEqual([5, 5, 5, 5, 5, 5]);
});
