import type { createDatabase } from "@watchword/db/pool";
import type { ResendServer } from "@watchword/emails/testing";
import { sql } from "kysely";
import type { MarkedCaller } from "./marked.ts";
import { until, type WebProcess } from "./processes.ts";
import type { RunningProcess } from "./running-process.ts";

/** What goes wrong, and would say in its errors whose it was. */
export interface MarkedTrouble {
  /** Requests that no page or client of ours makes. */
  askOddly(): Promise<void>;
  /** A row that Postgres refuses and quotes, under a procedure and under a page's form. */
  refuseRows(): Promise<void>;
  /** Connections that are cut while statements run. */
  cutConnections(): Promise<void>;
  /** A trigger that says whose mail it is, under the worker: while it claims mails, and when it notes that one was sent. */
  failMails(): Promise<void>;
  /** A provider that answers with the address. */
  refuseMail(): Promise<void>;
}

export interface TroubleOptions {
  caller: MarkedCaller;
  web: WebProcess;
  worker: RunningProcess;
  resend: ResendServer;
  owner: ReturnType<typeof createDatabase>;
}

export function markedTrouble({
  caller,
  web,
  worker,
  resend,
  owner,
}: TroubleOptions): MarkedTrouble {
  const { call, mark, submit } = caller;
  const email = mark("address", "marked-eve@watchword-marked.example");
  const password = mark("password", "a marked Password: in trouble &4");
  const made = mark("cookie", "a-marked-and-made-up-Cookie-4Kd");

  const run = (statement: string) => sql.raw(statement).execute(owner);
  const asks = () => call("emailOtp.request", { email });

  return {
    async askOddly() {
      const query = `email=${encodeURIComponent(email)}&password=${encodeURIComponent(password)}`;
      const json = { "content-type": "application/json" };
      const odd: [string, RequestInit][] = [
        [`/api/trpc/${encodeURIComponent(email)}?${query}`, {}],
        [
          "/api/trpc/emailOtp.request",
          { method: "POST", headers: json, body: `{"email":"${email}` },
        ],
        ["/api/trpc/password.signIn", { method: "POST", headers: json, body: `["${password}"]` }],
        [`/${encodeURIComponent(email)}?${query}`, { headers: { accept: "text/html" } }],
        [
          `/sign-in?${query}`,
          { headers: { cookie: `watchword=${made}; watchword-device=${made}` } },
        ],
        [`/password-reset/${encodeURIComponent(password)}`, { redirect: "manual" }],
        ["/sign-in", { method: "POST", headers: { "next-action": made }, body: email }],
        ["/api/webhooks/resend", { method: "POST", body: email }],
        ["/api/metrics", { headers: { authorization: `Bearer ${made}` } }],
        [
          "/api/trpc/session.current",
          {
            headers: {
              authorization: `Bearer ${made}`,
              traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
              tracestate: "marked=a-marked-Cookie",
              baggage: `email=${encodeURIComponent(email)}`,
              "x-request-id": made,
              "user-agent": email,
            },
          },
        ],
      ];
      for (const [path, init] of odd) await (await fetch(web.url + path, init)).text();
    },
    async refuseRows() {
      await run(`ALTER TABLE tokens ADD CONSTRAINT marked CHECK (email <> '${email}')`);
      await asks();
      await call("password.signUp", { email });
      await submit("/sign-in", { email });
      await submit("/sign-in/password", { email, password });
      await run("ALTER TABLE tokens DROP CONSTRAINT marked");
    },
    async cutConnections() {
      await owner.transaction().execute(async (trx) => {
        await sql`LOCK TABLE tokens`.execute(trx);
        let answered = 0;
        for (const asking of [asks(), submit("/sign-in", { email })])
          void asking.then(() => answered++);
        await until(async () => {
          await sql`
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'`.execute(trx);
          return answered === 2;
        });
      });
    },
    async failMails() {
      await run(`
        CREATE FUNCTION marked() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'No mail for ${email}' USING DETAIL = '${password}'; END $$`);
      const failWhile = async (condition: string, told: string) => {
        await run(
          `CREATE TRIGGER marked BEFORE UPDATE ON mails FOR EACH ROW WHEN (${condition}) EXECUTE FUNCTION marked()`,
        );
        await asks();
        await until(() => worker.output().includes(told));
        await run("DROP TRIGGER marked ON mails");
        await run("UPDATE mails SET run_at = now() WHERE state IN ('queued', 'sending')");
      };
      await failWhile("NEW.state = 'sent'", "A mail wasn't settled");
      await failWhile("NEW.state = 'sending'", "nothing could be claimed");
    },
    async refuseMail() {
      resend.moods = [
        { answer: [422, `validation_error: no ${email} here`] },
        { answer: [403, `${email} isn't verified`] },
      ];
      await call("emailOtp.request", {
        email: mark("address", "marked-rejected@watchword-marked.example"),
      });
      await call("emailOtp.request", {
        email: mark("address", "marked-unmailed@watchword-marked.example"),
      });
      await until(() => resend.moods.length === 0);
    },
  };
}
