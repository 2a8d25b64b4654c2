import type { Overview, Range } from "@watchword/auth/operator";
import type { ReactNode } from "react";
import { Row } from "../../../components/page-layout.tsx";
import { count, counted, duration, share } from "../chart/figures.ts";
import { totalsOf } from "./totals.ts";

interface KeyFiguresProps {
  overview: Overview;
  range: Range;
}

/** What an operator wants to know first. */
export function KeyFigures({ overview, range }: KeyFiguresProps) {
  const { requested, sent, delivered, undelivered, signedIn, refused } = totalsOf(overview.points);
  const known = delivered + undelivered;
  const { p50Ms, p90Ms } = overview.timeToSignIn;
  const [shortest] = overview.budgets;
  return (
    <Row note={<h2>Last {range}</h2>}>
      <dl className="-mb-8 grid grid-cols-2 gap-x-6 @2xl:grid-cols-3 @5xl:grid-cols-5">
        <Figure name="Sign-ins" value={count(signedIn)}>
          {counted(requested, "email")} requested
        </Figure>
        <Figure name="Emails delivered" value={known === 0 ? "–" : share(delivered, known)}>
          {known === 0
            ? `outcome unknown for ${count(sent)} sent`
            : `${count(delivered)} of ${counted(known, "known outcome")}; ${count(sent)} sent`}
        </Figure>
        <Figure name="Median time to sign in" value={p50Ms === null ? "–" : duration(p50Ms)}>
          {p90Ms === null ? "nobody signed in by email" : `nine in ten within ${duration(p90Ms)}`}
        </Figure>
        <Figure name="Refused" value={count(refused)}>
          {refused === 1 ? "call" : "calls"}, for any reason
        </Figure>
        {shortest && (
          <Figure
            name={`Guesses left at ${shortest.digits} digits`}
            value={count(shortest.limit - shortest.spent)}
          >
            of {count(shortest.limit)} in 24 hours
          </Figure>
        )}
      </dl>
    </Row>
  );
}

/** Its name, value and words are level with those beside it, however many lines they take. */
function Figure({ name, value, children }: { name: string; value: string; children: ReactNode }) {
  return (
    <div className="row-span-3 grid grid-rows-subgrid pb-8">
      <dt>{name}</dt>
      <dd className="mt-1 text-code font-bold tracking-tight">{value}</dd>
      <dd className="mt-1.5 text-muted">{children}</dd>
    </div>
  );
}
