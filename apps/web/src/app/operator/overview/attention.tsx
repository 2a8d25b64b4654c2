import type { Overview } from "@watchword/auth/operator";
import { Link } from "../../../components/link.tsx";
import type { ReactNode } from "react";
import { count, counted, duration } from "../chart/figures.ts";
import { Row } from "../../../components/page-layout.tsx";
import { timeSpan } from "../words/time.tsx";
import { burstWords } from "./burst-words.ts";
import { totalsOf } from "./totals.ts";
import type { Unusual } from "./unusual.ts";

const OLD_QUEUE_SECONDS = 60;
const MANY_UNDELIVERED = 0.05;

interface AttentionProps {
  overview: Overview;
  unusual: Unusual;
}

/** What an operator should know before looking at charts; nothing on most days. */
export function Attention({ overview, unusual }: AttentionProps) {
  const guesses = spentBudgets(overview);
  const words = isGoingOn(unusual) && burstWords(unusual, overview.stepSeconds);
  const mail = mailTroubles(overview);
  if (!words && guesses.length + mail.length === 0) return <p>Nothing needs your attention.</p>;
  return (
    <div className="max-w-prose space-y-6">
      {words && (
        <Notice title="This looks like an attack" look="border-error">
          {[<li key="refusals">{words}</li>, ...guesses]}
        </Notice>
      )}
      {!words && guesses.length > 0 && (
        <Notice title="Many wrong guesses in the last 24 hours" look="border-error">
          {guesses}
        </Notice>
      )}
      {mail.length > 0 && (
        <Notice title="Mail needs attention" look="border-mark">
          {mail}
        </Notice>
      )}
    </div>
  );
}

/** An attack that is over, and when it was; nothing while one lasts. */
export function PastAttack({ overview: { stepSeconds }, unusual }: AttentionProps) {
  const [newest] = unusual.bursts;
  if (!newest || isGoingOn(unusual)) return null;
  const end = new Date(Date.parse(newest.from) + newest.steps * stepSeconds * 1_000).toISOString();
  return (
    <Row note="Earlier">
      <div className="max-w-prose">
        <Notice title={`Attack, ${timeSpan(newest.from, end)} UTC: over`} look="border-edge">
          {[<li key="refusals">{burstWords(unusual, stepSeconds)}</li>]}
        </Notice>
      </div>
    </Row>
  );
}

function isGoingOn({ bursts: [newest] }: Unusual): boolean {
  return newest?.lasts === true;
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

function spentBudgets({ budgets }: Overview): ReactNode[] {
  return budgets
    .filter(({ state }) => state !== "open")
    .map((budget) => (
      <li key={budget.digits}>
        {count(budget.spent)} of {count(budget.limit)} wrong guesses at {budget.digits}-digit codes
        were checked in 24 hours.{" "}
        {budget.state === "half"
          ? `New codes are longer, and the rest is kept for codes already sent.`
          : `No more codes are checked: emails carry only the link, and owners sign in with it.`}
      </li>
    ));
}

function mailTroubles({ queue, points }: Overview): ReactNode[] {
  const { delivered, undelivered } = totalsOf(points);
  const known = delivered + undelivered;
  return [
    queue.ageSeconds > OLD_QUEUE_SECONDS && (
      <li key="queue">
        {queue.waiting === 1 ? "One email is" : `${count(queue.waiting)} emails are`} waiting to be
        sent, the oldest for {duration(queue.ageSeconds * 1_000)}.
      </li>
    ),
    queue.resendable > 0 && (
      <li key="failed">
        {queue.resendable === 1
          ? "One failed email can be"
          : `${count(queue.resendable)} failed emails can be`}{" "}
        <Link href="/operator/mails" className="link">
          sent again
        </Link>
        .
      </li>
    ),
    known > 0 && undelivered / known > MANY_UNDELIVERED && (
      <li key="undelivered">
        {count(undelivered)} of {counted(known, "email")} with a known outcome{" "}
        {undelivered === 1 ? "wasn’t" : "weren’t"} delivered.
      </li>
    ),
  ].filter((line) => line !== false);
}
