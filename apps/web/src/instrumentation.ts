import { keepOwnRequestsHere } from "./http/own-fetch.ts";

/** Next runs this once in each process, before it answers anything. */
export function register(): void {
  keepOwnRequestsHere();
}
