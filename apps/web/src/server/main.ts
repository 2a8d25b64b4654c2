import { isUnavailable } from "@watchword/db/pool";
import { log } from "../log.ts";

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
      } else if (isUnavailable(error)) {
        console.error(`The database is out of reach: ${error.message || error.code}`);
      } else if (/production build/.test(error.message)) {
        console.error("There is no build yet. Run `npx -y pnpm@12 build` first.");
      } else if (error.name === "EnvironmentError" || error.name === "EmbeddedPostgresError") {
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
