import type { Overview } from "@watchword/auth/operator";
import { Link } from "../../../components/link.tsx";
import type { ReactNode } from "react";
import { count, duration } from "../chart/figures.ts";
import { burstWords } from "./burst-words.ts";
import { totalsOf } from "./totals.ts";
import type { Unusual } from "./unusual.ts";

const OLD_QUEUE_SECONDS = 60;
const MANY_UNDELIVERED = 0.05;

interface AttentionProps {
  overview: Overview;
  unusual: Unusual;
}

/** What an operator should know before any chart: nothing, most days. */
export function Attention({ overview, unusual }: AttentionProps) {
  const attack = attackOf(overview, unusual);
  const mail = mailTroubles(overview);
  if (attack.length + mail.length === 0) return <p>Nothing needs you.</p>;
  return (
    <div className="max-w-prose space-y-6">
      {attack.length > 0 && (
        <Notice title="This looks like an attack" look="border-error">
          {attack}
        </Notice>
      )}
      {mail.length > 0 && (
        <Notice title="Mail wants a look" look="border-mark">
          {mail}
        </Notice>
      )}
    </div>
  );
}

interface NoticeProps {
  title: string;
  look: string;
  children: ReactNode[];
}

function Notice({ title, look, children }: NoticeProps) {
  return (
    <div className={`border-s-5 ps-4 ${look}`}>
      <h2 className="text-words font-bold tracking-tight">{title}</h2>
      <ul className="mt-2 space-y-2">{children}</ul>
    </div>
  );
}

function attackOf({ budgets, stepSeconds }: Overview, unusual: Unusual): ReactNode[] {
  const words = burstWords(unusual, stepSeconds);
  const spent = budgets
    .filter(({ state }) => state !== "open")
    .map((budget) => (
      <li key={budget.digits}>
        {count(budget.spent)} of {count(budget.limit)} wrong guesses at {budget.digits}-digit codes
        were judged in 24 hours.{" "}
        {budget.state === "half"
          ? `New codes are longer; the rest is for those under way.`
          : `No more are judged; emails bring only the link, and owners get in by it.`}
      </li>
    ));
  return words === null ? spent : [<li key="refusals">{words}</li>, ...spent];
}

function mailTroubles({ queue, points }: Overview): ReactNode[] {
  const { delivered, undelivered } = totalsOf(points);
  const known = delivered + undelivered;
  return [
    queue.ageSeconds > OLD_QUEUE_SECONDS && (
      <li key="queue">
        {count(queue.waiting)} wait to go out, the oldest for {duration(queue.ageSeconds * 1_000)}.
      </li>
    ),
    queue.resendable > 0 && (
      <li key="failed">
        {queue.resendable === 1
          ? "One that failed can still be"
          : `${count(queue.resendable)} that failed can still be`}{" "}
        <Link href="/operator/mails" className="link">
          sent again
        </Link>
        .
      </li>
    ),
    known > 0 && undelivered / known > MANY_UNDELIVERED && (
      <li key="undelivered">
        Of {count(known)} that were heard of, {count(undelivered)} did not arrive.
      </li>
    ),
  ].filter((line) => line !== false);
}
