import { isUnreadForm } from "../log/request-scope.ts";
import { log } from "../log/log.ts";

/**
 * Has what Next and React print of errors go through the log: they would print each field that an error
 * has, and those of Postgres hold rows. That a form can't be read is no error of ours.
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
