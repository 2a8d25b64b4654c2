import { enqueueAlerts } from "@watchword/db/alert-queue";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type AlertMessage, alertWork } from "../src/alerts.ts";
import { runDueWork } from "../src/worker.ts";
import { openDatabase } from "./open-database.ts";

let database: Awaited<ReturnType<typeof openDatabase>>;
let db: typeof database.db;
beforeAll(async () => {
  database = await openDatabase();
  db = database.db;
});
afterAll(() => database.close());

test("an alert is sent until it is accepted, each time as the same message", async () => {
  const data = { digits: 6, failedGuesses: 20, budget: 40, hours: 24 };
  const told = sql`(SELECT 'guess_budget.half' AS type, ${JSON.stringify(data)}::jsonb AS data) AS told`;
  await enqueueAlerts(told).execute(db);
  const messages: AlertMessage[] = [];
  const problems: unknown[] = [];
  const work = alertWork({ db }, async (message) => {
    messages.push(message);
    if (messages.length === 1) throw new Error("It isn't taken");
  });
  const onProblem = (_message: string, error: unknown) => void problems.push(error);
  await runDueWork(work, onProblem);
  expect(problems).toEqual([new Error("It isn't taken")]);
  await sql`UPDATE alert_messages SET run_at = now()`.execute(db);
  await runDueWork(work, onProblem);
  expect(messages[0]).toEqual({
    id: expect.stringMatching(/^alert_[0-9a-f-]{36}$/),
    type: "guess_budget.half",
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    data,
  });
  expect(messages).toEqual([messages[0], messages[0]]);
  expect(await db.selectFrom("alert_messages").selectAll().execute()).toEqual([]);
});
