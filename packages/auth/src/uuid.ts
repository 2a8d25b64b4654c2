import { randomUUID } from "node:crypto";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether Postgres accepts it as an id; nothing else can name a row. */
export function isUuid(input: string): boolean {
  return UUID.test(input);
}

/**
 * An id that grows with time (RFC 9562, version 7), so that rows made together share pages of their indexes. 74 bits of
 * it are random, so nobody guesses it, but it isn't a credential by itself.
 */
export function uuidByTime(): string {
  const time = Date.now().toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
