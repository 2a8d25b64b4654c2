import { execFileSync } from "node:child_process";
import path from "node:path";
import { env } from "node:process";
import { type Cluster, startCluster } from "../cluster.ts";
import { countMailTraffic, drain, type Draining } from "../mail/draining.ts";
import type { Rendering } from "../mail/rendering.ts";
import { wait, type Waiting } from "../mail/waiting.ts";
import type { Part, PartOptions } from "../part.ts";
import { type MailFigures, mailTables } from "./mail-tables.ts";

/** What a mail costs, from its words to the provider. */
export const mail: Part<MailFigures> = {
  async run(options) {
    await using cluster = await startCluster();
    return await measure(cluster, options);
  },
  tables: mailTables,
};

async function measure(cluster: Cluster, { quick }: PartOptions): Promise<MailFigures> {
  console.log("writing each kind");
  const renderings = render(quick ? 20 : 300);
  const drainings: Draining[] = [];
  for (const provider of ["resend", "mailbox"] as const) {
    for (const workers of [1, 2]) {
      console.log(`${provider}, ${workers} worker(s)`);
      drainings.push(await drain(cluster, { provider, workers, mails: quick ? 500 : 10_000 }));
    }
  }
  const traffic = await countMailTraffic(cluster, quick ? 100 : 500);
  const mails = quick ? 60 : 600;
  const waitings: Waiting[] = [];
  for (const notices of [0, quick ? 2_000 : 20_000]) {
    console.log(`asking for codes with ${notices} notices in the queue`);
    waitings.push(await wait(cluster, { mails, notices }));
  }
  return { renderings, drainings, traffic, waitings };
}

function render(rounds: number): Rendering[] {
  const script = path.join(import.meta.dirname, "../mail/rendering.ts");
  const printed = execFileSync(process.execPath, ["--import", "tsx", script, String(rounds)], {
    cwd: path.join(import.meta.dirname, "../../../apps/web"),
    env: { PATH: env.PATH, NODE_ENV: "production" },
    encoding: "utf8",
  });
  return JSON.parse(printed) as Rendering[];
}
