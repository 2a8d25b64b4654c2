import { setTimeout as sleep } from "node:timers/promises";
import { describeCircumstances } from "../src/machine.ts";
import { publish, type Row, table } from "../src/report.ts";
import { deploy } from "./deployment.ts";
import { type Fault, FAULTS } from "./faults.ts";
import { type Call, History } from "./history.ts";
import { badAnswers, judge } from "./judge.ts";
import { begin } from "./people.ts";
import { countWaitingMails, until } from "./until.ts";

/*
 * `pnpm bench:faults`: people sign in on two web processes while one thing after the other goes wrong;
 * then every call that they made is held against the database and the provider of mail. It ends with 1
 * where anything doesn't agree.
 */

const PEOPLE = 12;
const READY_WITHIN_MS = 10_000;
const UNREADY_FOR_GOOD_MS = 60_000;

interface Observed {
  fault: string;
  calls: number;
  granted: number;
  refused: number;
  unavailable: number;
  unanswered: number;
  slowestMs: number;
  readyAfterMs: number;
  problems: string[];
}

const HEAD = [
  "while",
  "calls",
  "granted",
  "refused",
  "503",
  "unanswered",
  "slowest, ms",
  "ready again after, ms",
];

const at = describeCircumstances(false);
const deployment = await deploy({ webs: 2, workers: 1, throughNetwork: true });
const history = new History();
const people = begin(PEOPLE, deployment, history);
const observed: Observed[] = [];
for (const fault of FAULTS) observed.push(await observe(fault));
await people.stop();
await until(async () => (await countWaitingMails(deployment)) === 0, 60_000);
const problems = [
  ...observed.flatMap((seen) => seen.problems.map((problem) => `${seen.fault}: ${problem}`)),
  ...(await judge(history, deployment)),
];
await deployment.close();

const tables = `${table(HEAD, observed.map(inCells))}

${history.calls.length} calls, ${deployment.resend.accepted.size} mails.`;
console.log(`\n${tables}\n`);
console.log(problems.length === 0 ? "Everything agrees." : problems.slice(0, 50).join("\n"));
if (problems.length === 0) await publish("faults", { at, result: observed, tables });
process.exit(problems.length === 0 ? 0 : 1);

async function observe(fault: Fault): Promise<Observed> {
  const began = history.now();
  console.log(fault.name);
  await fault.begin(deployment);
  await sleep(fault.seconds * 1_000);
  await fault.end(deployment);
  const readyAfterMs = await until(deployment.isReady, UNREADY_FOR_GOOD_MS);
  await sleep(4_000);
  const calls = history.since(began);
  const late = readyAfterMs > READY_WITHIN_MS ? [`ready after ${Math.round(readyAfterMs)} ms`] : [];
  return {
    fault: fault.name,
    ...figures(calls),
    readyAfterMs: Math.round(readyAfterMs),
    problems: [...late, ...badAnswers(calls)],
  };
}

function inCells(seen: Observed): Row {
  const { fault, calls, granted, refused, unavailable, unanswered, slowestMs, readyAfterMs } = seen;
  return [fault, calls, granted, refused, unavailable, unanswered, slowestMs, readyAfterMs];
}

function figures(calls: readonly Call[]) {
  const count = (matches: (call: Call) => boolean) => calls.filter(matches).length;
  return {
    calls: calls.length,
    granted: count(({ status }) => status === 200),
    refused: count(({ status }) => status >= 400 && status < 500),
    unavailable: count(({ status }) => status === 503),
    unanswered: count(({ status }) => status === 0),
    slowestMs: Math.round(Math.max(0, ...calls.map(({ ms }) => ms))),
  };
}
