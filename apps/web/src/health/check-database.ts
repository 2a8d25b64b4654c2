import type { Auth } from "@watchword/auth";
import { databaseNow } from "@watchword/auth/clock";
import { foreignGrants } from "@watchword/db/foreign-grants";
import { queueAgeSeconds } from "@watchword/db/mail-queue";
import { pendingMigrations } from "@watchword/db/migrate";
import { oldLayouts } from "@watchword/db/old-layout";
import { mailerSilenceSeconds, type RecentMail, wrongSettings } from "@watchword/db/readiness";
import { auditProblem, missingRights } from "@watchword/db/roles";
import { readLogoutFigures } from "@watchword/mailer/figures";

/** Each answers what is wrong in a few words, or null. */
type Check = (auth: Auth) => Promise<string | null>;

/** A mail this old means that no worker is taking any. */
const QUEUE_AGE_LIMIT_SECONDS = 60;
/** A logout this old means that its app isn't reached or refuses it, or that no worker delivers any. */
const LOGOUT_AGE_LIMIT_SECONDS = 300;
/** Each mailer says five times within it that it lives; one that functions run says so each minute. */
const MAILER_SILENT_SECONDS = 150;

/** Whether calls would be answered. The first runs before the others, which are pointless without it. */
export const NEEDED = {
  database: (auth) =>
    auth.call("try_write", {}).then(
      () => null,
      (error) => whyNoWrite(auth, error),
    ),
  settings: async ({ db }) => (await wrongSettings(db)).join("; ") || null,
  rights: async ({ db }) => {
    const missing = await missingRights(db);
    return missing.length === 0 ? null : `this role lacks ${missing.join("; ")}`;
  },
  migrations: async ({ db, isInstalled }) => {
    const pending = await pendingMigrations(db);
    if (pending.length > 0) return `pending: ${pending.join(", ")}`;
    return (await isInstalled()) ? null : "the SQL functions of this release are missing";
  },
  keys: async ({ index }) =>
    (await index.opens()) ? null : "no secret of this process opens the database's key",
} satisfies Record<string, Check>;

/** What an operator should know, and no reason to keep people from this process. */
export const TOLD = {
  queue: async ({ db }) => {
    const age = await queueAgeSeconds(db);
    return age <= QUEUE_AGE_LIMIT_SECONDS
      ? null
      : `the oldest mail has waited ${Math.round(age)} s`;
  },
  logouts: async ({ db }) => {
    const { oldestSeconds, failing, apps } = await readLogoutFigures(db);
    if (oldestSeconds <= LOGOUT_AGE_LIMIT_SECONDS) return null;
    const of = `of ${apps} ${apps === 1 ? "app" : "apps"}`;
    return `the oldest logout ${of} has waited ${Math.round(oldestSeconds)} s, ${failing} failed`;
  },
  mailer: async ({ db }) => {
    const silent = await mailerSilenceSeconds(db);
    if (silent === null) return "none has run yet";
    return silent <= MAILER_SILENT_SECONDS ? null : `none has run for ${Math.round(silent)} s`;
  },
  audit: ({ db }) => auditProblem(db),
  grants: async ({ db }) => (await foreignGrants(db)).join("; ") || null,
  testAccounts: async (auth) => {
    if (auth.policy.testAccounts.length === 0) return null;
    const now = await databaseNow(auth);
    const live = auth.policy.testAccounts.filter(({ until }) => Date.parse(until) > now);
    const last = Math.max(...live.map(({ until }) => Date.parse(until)));
    if (live.length === 0) return null;
    return `${live.length} sign in with a fixed code, the last until ${new Date(last).toISOString()}`;
  },
} satisfies Record<string, Check>;

const WORDS: Record<string, string> = {
  "25006": "it is read-only",
  "3F000": "sessions find names in another schema",
  "42501": "this role lacks rights",
  "42P01": "a table is missing, or this role may not use their schema",
  "53100": "its disk is full",
  "57014": "a table is locked, or a standby doesn't answer",
};

/** No such table, schema or function. */
const NOTHING_THERE = ["42P01", "3F000", "42883"];

async function whyNoWrite(auth: Auth, error: Error & { code?: string }): Promise<string> {
  const { code = "" } = error;
  const missing = NOTHING_THERE.includes(code) ? await whatIsMissing(auth).catch(() => null) : null;
  const words = missing ?? WORDS[code];
  return words === undefined ? "unreachable" : `can't be written to: ${words}`;
}

/** What `migrate` has not made yet; null if something else is wrong. */
async function whatIsMissing({ db, isInstalled }: Auth): Promise<string | null> {
  const old = await oldLayouts(db);
  if (old.length > 0) return `tables of an earlier release are in ${old.join(", ")}, run db:move`;
  return (await isInstalled())
    ? null
    : "the SQL functions of this release are missing, run db:migrate";
}

/** How many mails in a row are refused by more than typing errors. */
const REFUSALS = 3;

/** What providers have refused of late, from the mails' own record, whoever sent them; null for nothing. */
export function refusedOfLate({ taken, refused, waiting, reason }: RecentMail): string | null {
  if (taken > 0 || (waiting === 0 && refused < REFUSALS)) return null;
  const counts = [refused && `${refused} refused`, waiting && `${waiting} tried again`].filter(
    Boolean,
  );
  return `none was taken in ten minutes, ${counts.join(", ")}: ${reason ?? "no reason given"}`;
}
