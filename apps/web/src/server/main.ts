import { isUnavailable } from "@watchword/db/unavailable";
import { log } from "../log.ts";

/** What to look at, by SQLSTATE. */
const NOT_LET_IN: Record<string, string> = {
  "28P01": "Look at the password in DATABASE_URL.",
  "28000": "Look at the role in DATABASE_URL.",
  "3D000": "Make the database that DATABASE_URL names, or name another.",
  "42501":
    "If another role owns the tables, run `npx -y pnpm@12 db:migrate` with its MIGRATION_DATABASE_URL first.",
};

/** Errors whose message is written for who starts the process. */
const FOR_PEOPLE = new Set([
  "EnvironmentError",
  "EmbeddedPostgresError",
  "OwnershipError",
  "ConnectionsError",
]);

/**
 * Runs a process's main function and exits: 0 when it is done, 1 with words where it can't go on.
 * Errors that a newcomer can mend (the environment, the port, the embedded database) show no stack.
 */
export function runMain(main: () => Promise<void>): void {
  main().then(
    () => process.exit(0),
    (error: Error & { code?: string; port?: number }) => {
      if (error.code === "EADDRINUSE") {
        console.error(`Port ${error.port} is taken. Stop what listens there, or set PORT.`);
      } else if (error.code && error.code in NOT_LET_IN) {
        console.error(`The database doesn't let us: ${error.message}. ${NOT_LET_IN[error.code]}`);
      } else if (isUnavailable(error)) {
        console.error(`The database is out of reach: ${error.message || error.code}`);
      } else if (/production build/.test(error.message)) {
        console.error("There is no build yet. Run `npx -y pnpm@12 build` first.");
      } else if (FOR_PEOPLE.has(error.name)) {
        console.error(error.message);
      } else {
        log.fatal(error);
      }
      process.exit(1);
    },
  );
}

/** Resolves with the signal that asks the process to stop. A second one stops it at once. */
export function onceStopped(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let asked = false;
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.on(signal, () => {
        if (asked) process.exit(1);
        asked = true;
        resolve(signal);
      });
    }
  });
}
