import type { Draining } from "../mail/draining.ts";
import type { Rendering } from "../mail/rendering.ts";
import type { Waiting } from "../mail/waiting.ts";
import { type Row, table } from "../report.ts";
import type { MailTraffic } from "../mail/draining.ts";

export interface MailFigures {
  renderings: Rendering[];
  drainings: Draining[];
  traffic: MailTraffic;
  waitings: Waiting[];
}

const SHOWN = ["en", "ja", "ar"] as const;

export function mailTables({ renderings, drainings, traffic, waitings }: MailFigures): string {
  const kinds = [...new Set(renderings.map(({ kind }) => kind))];
  const head = SHOWN.flatMap((locale) => [`${locale}, ms (p99)`, `${locale}, kB`]);
  return [
    "**Writing a mail**: its words, HTML and plain text; the median of the time, and the size of both together",
    table(
      ["", ...head],
      kinds.map((kind) => [kind, ...SHOWN.flatMap((locale) => written(renderings, kind, locale))]),
    ),
    "**Sending what is queued**: sign-in mails a second, milliseconds of processor a mail, and megabytes of " +
      "the fullest worker, at most in the first quarter of the time and in the last",
    table(
      ["", "mails/s", "worker, ms", "Postgres, ms", "MB, first", "MB, last"],
      drainings.map(drained),
    ),
    `A worker sends Postgres ${traffic.statements.toFixed(1)} statements a mail, ` +
      `in ${traffic.roundTrips.toFixed(1)} round trips.`,
    "**Waiting for a code**: milliseconds from the request to the mail's being at the provider, twenty " +
      "requests a second, one worker",
    table(["notices waiting before and after", "p50", "p99", "longest"], waitings.map(waited)),
  ].join("\n\n");
}

function written(renderings: readonly Rendering[], kind: string, locale: string): Row {
  const found = renderings.find((each) => each.kind === kind && each.locale === locale);
  if (!found) return ["–", "–"];
  const { p50, p99, htmlBytes, textBytes } = found;
  return [`${p50.toFixed(2)} (${p99.toFixed(1)})`, (htmlBytes + textBytes) / 1_000];
}

const TO = { resend: "a provider that answers in 50 ms", mailbox: "the mailbox folder" };

function drained({ provider, workers, mails, memory, ...figures }: Draining): Row {
  const what = `${mails.toLocaleString("en")} to ${TO[provider]}, ${workers} worker${workers > 1 ? "s" : ""}`;
  const { perSecond, workerMs, postgresMs } = figures;
  return [what, perSecond, workerMs, postgresMs, memory.first, memory.last];
}

function waited({ backlog, p50, p99, longest }: Waiting): Row {
  const { before, after } = backlog;
  return [`${before.toLocaleString("en")}, ${after.toLocaleString("en")}`, p50, p99, longest];
}
