import type { Auth } from "@watchword/auth";
import { recentMail } from "@watchword/db/readiness";
import { clientsProblem } from "../http/indistinct-clients.ts";
import { log } from "../log/log.ts";
import { checkMail } from "../process/mail-check.ts";
import { NEEDED, refusedOfLate, TOLD } from "./check-database.ts";
import { isDraining } from "../process/draining.ts";
import { processWide } from "../process/process-wide.ts";

export interface Readiness {
  ok: boolean;
  /** `ok`, `unknown`, or what is wrong in a few words. */
  checks: Record<string, string>;
}

export interface Asked {
  auth: Auth;
  /**
   * The worker of a process that is there to send mail and nothing else: it isn't ready unless it claims mails, and not
   * before its provider worked once.
   */
  worker?: { isTurning(): boolean };
}

/** The deadline of the whole answer; a check without a result counts as missing. */
const ANSWERS_WITHIN_MS = 2_500;
/** Anybody may ask, and each answer costs a write. */
const KEPT_MS = 1_000;
/** For so long one look at most is under way. One that takes longer hangs, and its answer is too old. */
const HANGS_AFTER_MS = 10_000;

interface Looked {
  checks: Record<string, string>;
  /** The names of those that must be `ok`. */
  counts: Set<string>;
  signal: AbortSignal;
}

interface Look {
  answer: Promise<Readiness>;
  /** What it has begun may end long after its answer. */
  over: boolean;
  startedAt: number;
}

const holder = processWide<Look>("readiness");

/**
 * Whether this process can do its work. Problems with mail are reported, but leave it ready, because most of the pages
 * need no mail. The exception is a process whose provider never gave a good answer, in a deployment that sent no mail
 * within a day: so a wrong first configuration isn't rolled out.
 */
export function readiness(asked: Asked): Promise<Readiness> {
  if (isDraining()) return Promise.resolve({ ok: false, checks: { process: "stopping" } });
  const last = holder.value;
  const keptMs = last?.over ? KEPT_MS : HANGS_AFTER_MS;
  if (last && performance.now() - last.startedAt < keptMs) return last.answer;
  return (holder.value = look(asked)).answer;
}

/** Looks anew, whatever was found a moment ago. The answer comes within so many milliseconds. */
export function look(asked: Asked, withinMs = ANSWERS_WITHIN_MS): Look {
  const names = [...Object.keys(NEEDED), ...Object.keys(TOLD), "mail"];
  const checks = Object.fromEntries(names.map((name) => [name, "unknown"]));
  const counts = new Set(Object.keys(NEEDED));
  const answered = new AbortController();
  const done = runChecks(asked, { checks, counts, signal: answered.signal }).catch(
    (error: unknown) => log.warn({ err: error }, "Readiness couldn't be looked into"),
  );
  const answer = Promise.race([done, timeOut(withinMs)]).then(() => {
    answered.abort();
    const ok = [...counts].every((name) => checks[name] === "ok");
    return logChange({ ok, checks: { ...checks } });
  });
  const found: Look = { answer, over: false, startedAt: performance.now() };
  void done.then(() => (found.over = true));
  return found;
}

/** One after another, so that they take one connection of those that calls wait for. */
async function runChecks(
  { auth, worker }: Asked,
  { checks, counts, signal }: Looked,
): Promise<void> {
  if (worker) {
    counts.add("claims");
    checks.claims = worker.isTurning() ? "ok" : "it claims no mails";
  }
  checks.database = "no answer in time";
  for (const [name, check] of Object.entries({ ...NEEDED, ...TOLD })) {
    checks[name] = (await check(auth)) ?? "ok";
    if (signal.aborted || (name === "database" && checks[name] !== "ok")) return;
  }
  checks.clients = clientsProblem() ?? "ok";
  const recent = await recentMail(auth.db);
  const check = checkMail();
  if (check && (worker || !recent.provenToday)) counts.add("mail");
  const mail = await check;
  if (mail?.proven) counts.delete("mail");
  checks.mail = mail?.problem ?? refusedOfLate(recent) ?? "ok";
}

function timeOut(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms).unref());
}

let lastOk = true;

/** Only callers on this machine learn why, so the log says it too. */
function logChange(found: Readiness): Readiness {
  if (found.ok !== lastOk) {
    if (found.ok) log.info("Ready again");
    else log.warn({ checks: found.checks }, "Not ready");
    lastOk = found.ok;
  }
  return found;
}
