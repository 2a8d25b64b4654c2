import { setTimeout as sleep } from "node:timers/promises";
import { quantile } from "simple-statistics";
import { deploy, type Deployment } from "../../faults/deployment.ts";
import { type Call, History } from "../../faults/history.ts";
import { badAnswers, judge } from "../../faults/judge.ts";
import { begin } from "../../faults/people.ts";
import type { Restartable } from "../../faults/processes.ts";
import { countWaitingMails, until } from "../../faults/until.ts";
import { cpuMsOf, ownProcessCpuMs } from "../cpu.ts";
import type { Part, PartOptions } from "../part.ts";
import { type ProcessesMeasured, processesTables } from "./processes-tables.ts";

const PEOPLE = 32;
/** Calls that each web process answers before anything is measured. */
const WARM_UP = 400;

/** People who sign in, on more and more processes over one database. */
export const processes: Part<ProcessesMeasured[]> = {
  async run({ quick }: PartOptions) {
    const seconds = quick ? 4 : 20;
    const measured: ProcessesMeasured[] = [];
    for (const workers of [1, 2]) {
      for (const webs of [1, 2, 4]) {
        console.log(`${webs} web, ${workers} worker(s)`);
        measured.push(await measure({ webs, workers, seconds }));
      }
    }
    return measured;
  },
  tables: processesTables,
};

async function measure({
  webs,
  workers,
  seconds,
}: {
  webs: number;
  workers: number;
  seconds: number;
}): Promise<ProcessesMeasured> {
  const deployment = await deploy({ webs, workers });
  try {
    const history = new History();
    const people = begin(PEOPLE, deployment, history);
    const warm = webs * WARM_UP;
    await until(async () => history.calls.length > warm, 60_000);
    const [began, cpuBefore] = [history.now(), cpuOf(deployment)];
    await sleep(seconds * 1_000);
    const [calls, lastedMs, cpuAfter] = [
      history.since(began),
      history.now() - began,
      cpuOf(deployment),
    ];
    await people.stop();
    await until(async () => (await countWaitingMails(deployment)) === 0, 60_000);
    const problems = [...badAnswers(history.calls), ...(await judge(history, deployment))];
    if (problems.length > 0) throw new Error(problems.slice(0, 20).join("\n"));
    const spent = minus(cpuAfter, cpuBefore);
    const total = Object.values(spent).reduce((sum, ms) => sum + ms, 0);
    const share = (ms: number) => (100 * ms) / total;
    const { web, worker, postgres, load } = spent;
    return {
      webs,
      workers,
      ...figures(calls, lastedMs / 1_000),
      shares: {
        web: share(web),
        workers: share(worker),
        postgres: share(postgres),
        load: share(load),
      },
      busy: total / lastedMs,
      judged: { calls: history.calls.length, mails: deployment.resend.accepted.size },
    };
  } finally {
    await deployment.close();
  }
}

function figures(calls: readonly Call[], seconds: number) {
  const signIns = calls.filter(({ procedure }) => procedure === "emailOtp.signIn");
  const took = signIns.map(({ ms }) => ms);
  return {
    signInsPerSecond: signIns.filter(({ status }) => status === 200).length / seconds,
    callsPerSecond: calls.length / seconds,
    p50: quantile(took, 0.5),
    p99: quantile(took, 0.99),
  };
}

/** The load's includes the provider's of mail. */
function cpuOf({ webs, workers, postgresCpuMs }: Deployment) {
  const sum = (processes_: readonly Restartable[]) =>
    processes_.reduce((ms, one) => ms + cpuMsOf(one.pid()), 0);
  return {
    web: sum(webs),
    worker: sum(workers),
    postgres: postgresCpuMs(),
    load: ownProcessCpuMs(),
  };
}

function minus<Name extends string>(after: Record<Name, number>, before: Record<Name, number>) {
  const names = Object.keys(after) as Name[];
  return Object.fromEntries(names.map((name) => [name, after[name] - before[name]])) as Record<
    Name,
    number
  >;
}
