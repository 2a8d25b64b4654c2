import type { Auth } from "@watchword/auth";
import { connectionRoom } from "@watchword/db/connection-room";
import { pendingMigrations } from "@watchword/db/migrate";
import { mailerSilenceSeconds, wrongSettings } from "@watchword/db/readiness";

/** The connections of one process: its pool, and the one that wakes its mailer. */
const CONNECTIONS = 11;
/** A mailer notes twice a minute that it is alive. */
const SILENT_SECONDS = 120;

/** The result of one check: a problem in words, or none. */
export interface Finding {
  about: string;
  problem: string | null;
  /** Whether everything works nevertheless. */
  isWarning?: boolean;
}

/** What is right and wrong with a database that answers. */
export async function lookAtDatabase(auth: Auth): Promise<Finding[]> {
  const pending = await pendingMigrations(auth.db);
  const isReady = pending.length === 0 && (await auth.isInstalled());
  const schema = {
    about: "the database's schema",
    problem: isReady ? null : "it doesn't match this release: run `watchword migrate`",
  };
  if (!isReady) return [schema];
  const wrong = await wrongSettings(auth.db);
  const { limit, setBy } = await connectionRoom(auth.db);
  return [
    schema,
    {
      about: "the database was made with this secret",
      problem: (await auth.index.opens())
        ? null
        : "it was made with another: codes and links can't be read",
    },
    { about: "the sessions' settings", problem: wrong.length > 0 ? wrong.join("; ") : null },
    {
      about: `${limit} connections (${setBy})`,
      problem: limit < CONNECTIONS ? `a process may want ${CONNECTIONS}` : null,
      isWarning: true,
    },
    await lookAtMailer(auth),
  ];
}

async function lookAtMailer({ db }: Auth): Promise<Finding> {
  const seconds = await mailerSilenceSeconds(db);
  const isSilent = seconds === null || seconds > SILENT_SECONDS;
  return {
    about: "a mailer",
    problem: isSilent ? "none has run lately: mails wait for startMailer() or sendWaiting()" : null,
    isWarning: true,
  };
}
