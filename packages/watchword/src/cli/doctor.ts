import { type Auth, createAuth } from "@watchword/auth";
import { connectionRoom } from "@watchword/db/connection-room";
import { pendingMigrations } from "@watchword/db/migrate";
import { mailerSilenceSeconds, wrongSettings } from "@watchword/db/readiness";
import {
  databaseProblems,
  type Environment,
  readDatabase,
  readSecrets,
  secretProblem,
} from "./environment.ts";
import { explain } from "./words.ts";

const OLDEST_NODE = [22, 12] as const;
/** Of one process: its pool, and what a mailer is woken by. */
const CONNECTIONS = 11;
/** A mailer says twice a minute that it lives. */
const SILENT_SECONDS = 120;

/** What was looked at: a problem in words, or none. */
interface Finding {
  about: string;
  problem: string | null;
  /** Whether things work all the same. */
  isWarning?: boolean;
}

/** Prints what is right and what is wrong with Node, the secret and the database. Answers 1 where anything is wrong. */
export async function diagnose(environment: Environment): Promise<number> {
  const findings = [lookAtNode(process.versions.node), ...(await lookAtRest(environment))];
  for (const { about, problem, isWarning } of findings) {
    const mark = problem === null ? "ok   " : isWarning ? "note " : "WRONG";
    console.log(`${mark} ${about}${problem === null ? "" : `: ${problem}`}`);
  }
  return findings.some(({ problem, isWarning }) => problem !== null && !isWarning) ? 1 : 0;
}

function lookAtNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  const isOld = major < oldestMajor || (major === oldestMajor && minor < oldestMinor);
  const problem = isOld ? `Watchword needs ${OLDEST_NODE.join(".")} or newer` : null;
  return { about: `Node ${version}`, problem };
}

async function lookAtRest(environment: Environment): Promise<Finding[]> {
  const problems = databaseProblems(environment);
  const settings = [
    { about: "the secret", problem: secretProblem(environment) },
    { about: "where the database is", problem: problems.length > 0 ? problems.join("; ") : null },
  ];
  if (settings.some(({ problem }) => problem !== null)) return settings;
  const { database, schema } = readDatabase(environment);
  const auth = createAuth({ database, schema, secret: readSecrets(environment), poolSize: 1 });
  try {
    return [...settings, ...(await lookAtDatabase(auth))];
  } catch (error) {
    return [...settings, { about: "the database", problem: explain(error) }];
  } finally {
    await auth.close();
  }
}

async function lookAtDatabase(auth: Auth): Promise<Finding[]> {
  const pending = await pendingMigrations(auth.db);
  const isReady = pending.length === 0 && (await auth.isInstalled());
  const schema = {
    about: "the database's schema",
    problem: isReady ? null : "it isn't of this release: run `watchword migrate`",
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
