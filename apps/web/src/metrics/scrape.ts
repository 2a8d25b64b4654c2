import type { Auth } from "@watchword/auth";
import { lengthStandings } from "@watchword/auth/guess-budget";
import { queueAgeSeconds } from "@watchword/db/mail-queue";
import { readLogoutFigures, readMailFigures } from "@watchword/mailer/figures";
import { Gauge, Registry } from "prom-client";
import { type Asked, readiness } from "../health/readiness.ts";
import { limitsFallBack } from "../limits/opened-limiter.ts";
import type { Metrics } from "../telemetry/metrics.ts";

interface Reading {
  name: string;
  help: string;
  values: { labels?: Record<string, string | number>; value: number }[];
}

/** All current metrics in Prometheus's format, without those of the database while it is down. */
export async function scrape({ registry }: Metrics, asked: Asked): Promise<string> {
  const { auth } = asked;
  const shared = await readShared(auth).catch(() => null);
  const up = {
    name: "database_up",
    help: "1 while the database answers.",
    values: [{ value: shared ? 1 : 0 }],
  };
  const moment = new Registry();
  for (const reading of [up, await readChecks(asked), ...readLoad(auth), ...(shared ?? [])])
    publish(moment, reading);
  return Registry.merge([registry, moment]).metrics();
}

function publish(registry: Registry, { name, help, values }: Reading): void {
  const labelNames = Object.keys(values[0]?.labels ?? {});
  const gauge = new Gauge({ name: `watchword_${name}`, help, labelNames, registers: [registry] });
  for (const { labels = {}, value } of values) gauge.set(labels, value);
}

/** Asked as a probe asks: a probe may get the same answer within a second. */
async function readChecks(asked: Asked): Promise<Reading> {
  const { checks } = await readiness(asked);
  return {
    name: "check_ok",
    help: "1 for each part of this process's readiness that is well.",
    values: Object.entries(checks).map(([check, state]) => ({
      labels: { check },
      value: state === "ok" ? 1 : 0,
    })),
  };
}

/** The work under way in this process. */
function readLoad(auth: Auth): Reading[] {
  const { connections, hashes } = auth.load();
  return [
    {
      name: "database_connections",
      help: "Connections of this process: idle and in use, and callers that wait for one.",
      values: byState({
        idle: connections.idle,
        used: connections.total - connections.idle,
        waiting: connections.waiting,
      }),
    },
    {
      name: "password_hashes",
      help: "Passwords of this process that are being hashed, and that wait; more than 64 are refused.",
      values: byState(hashes),
    },
    {
      name: "limiter_falling_back",
      help: "1 while Postgres counts clients' limits because Redis can't.",
      values: [{ value: limitsFallBack() ? 1 : 0 }],
    },
  ];
}

/** Figures from the database, which every process reports alike: take `max` over them, never `sum`. */
async function readShared(auth: Auth): Promise<Reading[]> {
  const [ageSeconds, { jobs, mails, secondsToSent }, logouts, budgets] = await Promise.all([
    queueAgeSeconds(auth.db),
    readMailFigures(auth.db),
    readLogoutFigures(auth.db),
    lengthStandings(auth),
  ]);
  return [
    {
      name: "mail_queue_age_seconds",
      help: "How long the oldest mail has waited for a worker; notices from an hour on.",
      values: [{ value: ageSeconds }],
    },
    { name: "mail_jobs", help: "Mails in the queue.", values: byState(jobs) },
    {
      name: "mails_last_hour",
      help: "Mails that were decided within the last hour, by what became of them.",
      values: mails.map(({ kind, state, count }) => ({ labels: { kind, state }, value: count })),
    },
    {
      name: "mail_seconds_to_sent_last_hour",
      help: "From the request of a mail until a provider took it, of the last hour's.",
      values: Object.entries(secondsToSent ?? {}).map(([quantile, value]) => ({
        labels: { quantile },
        value,
      })),
    },
    {
      name: "logouts",
      help: "Ended sessions of apps that the apps haven't been told of yet.",
      values: byState(logouts.queued),
    },
    {
      name: "logouts_failing",
      help: "Those of them whose app wasn't reached, or refused them, at least once.",
      values: [{ value: logouts.failing }],
    },
    {
      name: "logout_oldest_seconds",
      help: "How long ago the oldest of those sessions ended.",
      values: [{ value: logouts.oldestSeconds }],
    },
    {
      name: "guesses_spent",
      help: "Wrong guesses at codes of a length within the last 24 hours.",
      values: budgets.map(({ digits, spent }) => ({ labels: { digits }, value: spent })),
    },
    {
      name: "guesses_limit",
      help: "How many of them are judged; from half of it on new codes are longer.",
      values: budgets.map(({ digits, limit }) => ({ labels: { digits }, value: limit })),
    },
  ];
}

function byState(counts: Record<string, number>): Reading["values"] {
  return Object.entries(counts).map(([state, value]) => ({ labels: { state }, value }));
}
