import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createDatabase, createPool } from "@watchword/db/pool";
import { listMailbox } from "@watchword/emails/mailbox";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Deployment, openDeployment, until, type WebProcess } from "./processes.ts";
import { lookAtShop, type Shop, startShop } from "./app-beside.ts";

let shop: Shop;
let mailboxDir: string;
let deployment: Deployment;

beforeAll(async () => {
  mailboxDir = await mkdtemp(path.join(tmpdir(), "watchword-mailbox-"));
  shop = await startShop();
  deployment = openDeployment({ databaseUrl: shop.urlAs(shop.serving), mailboxDir });
});

afterAll(async () => {
  await deployment.close();
  await shop.close();
  await rm(mailboxDir, { recursive: true });
});

async function call(web: WebProcess, procedure: string, input: object) {
  const response = await fetch(`${web.url}/api/trpc/${procedure}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(input),
  });
  const answer = (await response.json()) as { result?: { data: Record<string, unknown> } };
  expect(answer, procedure).toHaveProperty("result");
  return answer.result?.data ?? {};
}

async function signIn(web: WebProcess, email: string): Promise<void> {
  const { otpId } = await call(web, "emailOtp.request", { email });
  await until(async () => (await listMailbox(mailboxDir, { to: email })).length > 0);
  const [mail] = await listMailbox(mailboxDir, { to: email });
  const code = /\b\d{6}\b/.exec(mail?.subject ?? "")?.[0];
  const signedIn = await call(web, "emailOtp.signIn", { otpId, code, transport: "token" });
  expect(signedIn).toMatchObject({ user: { email } });
}

it("an app in the same database loses nothing while Watchword migrates, serves and is killed", async () => {
  const before = await lookAtShop(shop);
  const first = await deployment.startWeb();
  await signIn(first, "ada@example.com");
  await first.kill();
  const second = await deployment.startWeb();
  await signIn(second, "bob@example.com");
  await second.kill();
  expect(await lookAtShop(shop)).toEqual(before);

  shop.endJob();
  const jobs = async () =>
    (await sql`SELECT FROM graphile_worker._private_jobs`.execute(shop.database)).rows;
  await until(async () => (await jobs()).length === 0);
  const { rows: runs } = await sql`SELECT what FROM public.runs`.execute(shop.database);
  expect(runs).toEqual([{ what: "began" }, { what: "ended" }]);
});

it("no other role can use what Watchword stores", async () => {
  const { rows: open } = await sql`
    SELECT role, nspname FROM unnest(ARRAY[${shop.stranger}, ${shop.app}]) AS role, pg_namespace
    WHERE nspname ~ '^watchword'
      AND (has_schema_privilege(role, oid, 'USAGE') OR has_schema_privilege(role, oid, 'CREATE'))
    UNION ALL
    SELECT role, relname FROM unnest(ARRAY[${shop.stranger}, ${shop.app}]) AS role, pg_class
    WHERE relnamespace IN (SELECT oid FROM pg_namespace WHERE nspname ~ '^watchword')
      AND relkind IN ('r', 'p') AND has_table_privilege(role, oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')
    UNION ALL
    SELECT role, proname FROM unnest(ARRAY[${shop.stranger}, ${shop.app}]) AS role, pg_proc
    WHERE pronamespace IN (SELECT oid FROM pg_namespace WHERE nspname ~ '^watchword')
      AND has_function_privilege(role, oid, 'EXECUTE')`.execute(shop.database);
  expect(open).toEqual([]);
  const asStranger = createDatabase(createPool(shop.urlAs(shop.stranger), { max: 1 }));
  await expect(sql`SELECT * FROM watchword.sessions`.execute(asStranger)).rejects.toThrow(
    "permission denied for schema watchword",
  );
  await asStranger.destroy();
});
