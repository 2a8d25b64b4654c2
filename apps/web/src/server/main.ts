import crypto from "node:crypto";
import { constants } from "node:os";
import { log } from "../log/log.ts";
import { outageInWords, refusalInWords } from "./database-words.ts";

/** Errors whose message is written for the person who starts the process. */
const FOR_PEOPLE = new Set([
  "EnvironmentError",
  "EmbeddedPostgresError",
  "KeptSecretError",
  "OwnershipError",
  "ConnectionsError",
  "UnfitDatabaseError",
  "MoveError",
  "BusyDatabaseError",
]);

/**
 * Runs a process's main function and exits: 0 when it is done, 1 with words where it can't go on.
 * Errors that a newcomer can mend (the environment, the port, the embedded database) show no stack.
 */
export function runMain(main: () => Promise<void>): void {
  if (!("argon2" in crypto)) {
    console.error(`Watchword needs Node 24.7 or newer, and this is ${process.version}.`);
    process.exit(1);
  }
  for (const signal of STOPPING) process.on(signal, endWhileStarting);
  main().then(
    () => process.exit(0),
    (error: Error & { code?: string; port?: number }) => {
      if (error.code === "EADDRINUSE") {
        console.error(`Port ${error.port} is taken. Stop what listens there, or set PORT.`);
      } else if (/production build/.test(error.message)) {
        console.error("There is no build yet. Run `npx -y pnpm@12 build` first.");
      } else if (FOR_PEOPLE.has(error.name)) {
        console.error(error.message);
      } else {
        const words = refusalInWords(error) ?? outageInWords(error);
        if (words === null) log.fatal(error);
        else console.error(words);
      }
      process.exit(1);
    },
  );
}

const STOPPING = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Ends a process that nothing has to be stopped in yet: it may wait for its database or for somebody's migration. The
 * first process of a container ignores a signal that it has no handler for.
 */
function endWhileStarting(signal: NodeJS.Signals): never {
  log.info(`${signal}: ends at once, because nothing had started`);
  process.exit(128 + constants.signals[signal]);
}

/** A process that was asked to stop ends after so long, whatever hangs in it. */
const STOPS_WITHIN_MS = 10_000;

/**
 * Resolves with the signal that asks the process to stop. A second one ends it at once, and so does time:
 * ten seconds beside those in which it is still to serve.
 */
export function onceStopped(servesOnMs = 0): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let asked = false;
    for (const signal of STOPPING) {
      process.off(signal, endWhileStarting);
      process.on(signal, () => {
        if (asked) process.exit(1);
        asked = true;
        setTimeout(endUnstopped, servesOnMs + STOPS_WITHIN_MS).unref();
        resolve(signal);
      });
    }
  });
}

function endUnstopped(): never {
  log.error("Not everything could be stopped in time: what was under way is cut off");
  process.exit(1);
}
