import { isUnreadForm } from "../log/request-scope.ts";
import { log } from "../log/log.ts";

/**
 * Makes the errors that Next and React print go through the log: they would print each field of an error, and those of
 * Postgres contain rows. A form that can't be read isn't an error of ours.
 */
export function captureConsole(): void {
  for (const level of ["error", "warn"] as const) {
    console[level] = (...given: unknown[]) => {
      const err = given.find((value) => value instanceof Error);
      const words = given.filter((value) => typeof value === "string").join(" ");
      log[isUnreadForm() ? "warn" : level](err ? { err } : {}, words.trim() || "An error");
    };
  }
}
