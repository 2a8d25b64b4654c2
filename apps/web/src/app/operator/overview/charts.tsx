import type { Overview, Range } from "@watchword/auth/operator";
import { count, counted, duration, share } from "../chart/figures.ts";
import { COUNTS, DURATIONS } from "../chart/measures.ts";
import type { Series } from "../chart/series.tsx";
import { TimeChart } from "../chart/time-chart.tsx";
import { usualWords } from "./burst-words.ts";
import { totalsOf } from "./totals.ts";
import type { Unusual } from "./unusual.ts";

const SIGN_INS: Series[] = [
  { name: "sign-ins", look: "main", value: ({ signedIn }) => signedIn },
  { name: "emails requested", look: "context", value: ({ requested }) => requested },
];
const REFUSED: Series[] = [{ name: "refused", look: "trouble", value: ({ refused }) => refused }];
const MAILS: Series[] = [
  { name: "delivered", look: "main", value: ({ delivered }) => delivered },
  { name: "sent", look: "context", value: ({ sent }) => sent },
  { name: "undelivered", look: "trouble", value: ({ undelivered }) => undelivered },
];
const TIMES: Series[] = [
  { name: "median", look: "main", value: ({ timeToSignInMs }) => timeToSignInMs },
];

interface ChartsProps {
  overview: Overview;
  range: Range;
  unusual: Unusual;
}

/** Charts one above the other over the same time, so that related points are in one vertical line. */
export function Charts({ overview, range, unusual: { steps, usual } }: ChartsProps) {
  const { points, stepSeconds, timeToSignIn } = overview;
  const { requested, sent, delivered, undelivered, signedIn, refused } = totalsOf(points);
  const { p50Ms, p90Ms, p99Ms } = timeToSignIn;
  const chart = { frame: { points, stepSeconds, range }, unusual: steps };
  return (
    <>
      <TimeChart title="Sign-ins" series={SIGN_INS} measure={COUNTS} {...chart}>
        {requested === 0
          ? `${counted(signedIn, "sign-in")}, and no emails requested.`
          : `${counted(requested, "email")} requested, ${counted(signedIn, "sign-in")}.`}
      </TimeChart>
      <TimeChart title="Refusals" series={REFUSED} measure={COUNTS} {...chart}>
        {refused === 0
          ? "Nothing was refused."
          : `${counted(refused, "call")} refused; ${usualWords(usual, stepSeconds)}`}
        {steps.size > 0 && " The charts are shaded where there were far more."}
      </TimeChart>
      <TimeChart title="Email" series={MAILS} measure={COUNTS} {...chart}>
        {count(sent)} sent
        {delivered > 0 && `, ${count(delivered)} delivered`}
        {undelivered > 0 &&
          `, ${count(undelivered)} undelivered (${share(undelivered, delivered + undelivered)} of known outcomes)`}
        .
      </TimeChart>
      <TimeChart title="Time to sign in" series={TIMES} measure={DURATIONS} {...chart}>
        {p50Ms === null || p90Ms === null || p99Ms === null
          ? "Nobody signed in by email."
          : `From requesting the email: half within ${duration(p50Ms)}, nine in ten within ${duration(p90Ms)}, 99 in 100 within ${duration(p99Ms)}.`}
      </TimeChart>
    </>
  );
}
