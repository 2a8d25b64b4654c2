import { setTimeout as sleep } from "node:timers/promises";
import type { Deployment } from "./deployment.ts";

/** Something that goes wrong, and how it is over; whoever calls waits for neither to be noticed. */
export interface Fault {
  name: string;
  begin(deployment: Deployment): Promise<void>;
  /** How long it lasts. */
  seconds: number;
  end(deployment: Deployment): Promise<void>;
}

const nothing = async () => {};

async function setReadOnly({ asOwner }: Deployment, value: "on" | "off"): Promise<void> {
  await asOwner(`ALTER SYSTEM SET default_transaction_read_only = ${value}`);
  await asOwner("SELECT pg_reload_conf()");
}

/** Ends what was begun, e.g. gives back a lock. */
let giveBack: () => Promise<void> = nothing;

export const FAULTS: readonly Fault[] = [
  { name: "nothing", begin: nothing, seconds: 8, end: nothing },
  {
    name: "Postgres is killed and started again",
    begin: ({ killPostgres }) => killPostgres(),
    seconds: 3,
    end: ({ startPostgres }) => startPostgres(),
  },
  {
    name: "Postgres is restarted, three times, 3 s away each",
    async begin({ stopPostgres, startPostgres }) {
      for (let time = 0; time < 3; time++) {
        await stopPostgres();
        await sleep(3_000);
        await startPostgres();
        if (time < 2) await sleep(4_000);
      }
    },
    seconds: 0,
    end: nothing,
  },
  {
    name: "the network is silent on open connections, and passes new ones",
    begin: async ({ network }) => network?.silence(),
    seconds: 0,
    end: nothing,
  },
  {
    name: "the network passes nothing, for 12 s",
    begin: async ({ network }) => network?.hold(),
    seconds: 12,
    end: async ({ network }) => network?.resume(),
  },
  {
    name: "Postgres is read-only, for 5 s",
    begin: (deployment) => setReadOnly(deployment, "on"),
    seconds: 5,
    end: (deployment) => setReadOnly(deployment, "off"),
  },
  {
    name: "every connection is cut, five times",
    async begin({ asOwner }) {
      for (let time = 0; time < 5; time++) {
        await asOwner(`
          SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE application_name = 'watchword' AND pid <> pg_backend_pid()`);
        await sleep(500);
      }
    },
    seconds: 0,
    end: nothing,
  },
  {
    name: "the tables are locked until each pool is exhausted",
    async begin({ connect }) {
      const holder = await connect();
      await holder.query("BEGIN; LOCK TABLE tokens, sessions, users IN ACCESS EXCLUSIVE MODE");
      giveBack = () => holder.end();
    },
    seconds: 12,
    end: () => giveBack(),
  },
  {
    name: "the disk is full: writing fails with 53100",
    async begin({ asOwner }) {
      await asOwner(`
        CREATE FUNCTION disk_full() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$`);
      for (const table of ["tokens", "sessions", "users", "mails", "spent_guesses", "buckets"])
        await asOwner(`
          CREATE TRIGGER disk_full BEFORE INSERT OR UPDATE ON ${table}
          FOR EACH ROW EXECUTE FUNCTION disk_full()`);
    },
    seconds: 6,
    end: async ({ asOwner }) => void (await asOwner("DROP FUNCTION disk_full CASCADE")),
  },
  {
    name: "Redis is killed and started again",
    begin: ({ redis }) => redis.kill(),
    seconds: 4,
    end: ({ redis }) => redis.start(),
  },
  {
    name: "the worker is killed and started again",
    begin: async ({ workers }) => workers[0]?.kill(),
    seconds: 3,
    end: async ({ workers }) => workers[0]?.start(),
  },
  {
    name: "a web process is killed and started again",
    begin: async ({ webs }) => webs[1]?.kill(),
    seconds: 3,
    end: async ({ webs }) => webs[1]?.start(),
  },
  {
    name: "the provider of mail takes mails and cuts the connection",
    begin: async ({ resend }) => void (resend.mood = () => ({ cut: "after" })),
    seconds: 5,
    end: async ({ resend }) => void (resend.mood = () => null),
  },
];
