import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import { connect } from "node:net";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connectOwner } from "./owner.ts";
import {
  commandOf,
  createDeployment,
  type Deployment,
  until,
  WEB,
  type WebProcess,
} from "./processes.ts";
import { startScript } from "./running-process.ts";

let deployment: Deployment;
let owner: ReturnType<typeof connectOwner>;
let web: WebProcess;
beforeAll(async () => {
  deployment = await createDeployment();
  owner = connectOwner(deployment.databaseUrl);
  web = await deployment.startWeb({ WORKER: "off" });
});
afterAll(async () => {
  await owner.destroy();
  await deployment.close();
});

async function somebodyWaits(): Promise<boolean> {
  const { rows } = await sql`
    SELECT FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'`.execute(owner);
  return rows.length > 0;
}

it("a process that is to stop answers requests that have begun, and doesn't wait for idle connections", async () => {
  const { port } = new URL(web.listening);
  const silent = connect(Number(port), "localhost");
  await once(silent, "connect");

  const ask = async (email: string) => {
    const call = request(`${web.listening}/api/trpc/emailOtp.request`, {
      agent: new Agent({ keepAlive: true }),
      method: "POST",
      headers: { "content-type": "application/json" },
    });
    call.end(JSON.stringify({ email }));
    const [response] = (await once(call, "response")) as [IncomingMessage];
    return response.resume();
  };
  // It loads its code meanwhile, which may take longer than a call waits for a lock.
  expect((await ask("warm-up@example.com")).statusCode).toBe(200);

  const lock = await owner.startTransaction().execute();
  await sql`SET LOCAL idle_in_transaction_session_timeout = 0`.execute(lock);
  await sql`LOCK TABLE tokens`.execute(lock);
  const answered = ask("ada@example.com");
  await until(somebodyWaits);

  const stopped = web.stop();
  await Promise.all([once(silent, "close"), until(() => /SIGTERM: stopping/.test(web.output()))]);
  await lock.commit().execute();
  const response = await answered;
  expect([response.statusCode, response.headers.connection]).toEqual([200, "close"]);
  expect(await stopped).toBe(0);
  expect(web.output()).not.toMatch(/"level":"error"/);
});

it("a process that still waits for its database ends when it is told to, even as a container's first process", async () => {
  const env = {
    DATABASE_URL: "postgres://nobody@127.0.0.1:1/nowhere",
    WATCHWORD_SECRET: deployment.secret,
    PUBLIC_URL: "http://localhost:3000",
  };
  const waiting = await startScript(WEB, commandOf("worker"), env, /It is tried again/);
  // Who is ended by the signal itself has no exit code, and as the first process isn't ended at all.
  expect(await waiting.stop()).toBe(143);
});
