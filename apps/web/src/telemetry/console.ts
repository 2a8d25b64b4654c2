import { log } from "../log.ts";

/**
 * Has what Next and React print of errors go through the log: they would print each field that an error
 * has, and those of Postgres hold rows.
 */
export function captureConsole(): void {
  for (const level of ["error", "warn"] as const) {
    console[level] = (...given: unknown[]) => {
      const err = given.find((value) => value instanceof Error);
      const words = given.filter((value) => typeof value === "string").join(" ");
      log[level](err ? { err } : {}, words.trim() || "An error");
    };
  }
}
