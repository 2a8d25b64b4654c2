/*
 * Errors that mean that the database can't run a statement now, and not that the statement is wrong. A test goes
 * through each table below.
 */

/** SQLSTATEs, or their classes: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const SQLSTATE = new RegExp(
  `^(?:${[
    "08...", // connection exception; PgBouncer's own refusals too
    "28...", // not let in
    "3D000", // the database isn't there
    "3F000", // sessions find names in another schema
    "25006", // read-only: a standby, or made so
    "25P0[34]", // a transaction idle, or open, for too long
    "26000", // a prepared statement is gone: a pooler, or an app by DISCARD ALL, gave it up
    "42P05", // a pooler's connection has it already
    "40(?:001|003|P01)", // a serialization failure, a deadlock
    "53...", // insufficient resources
    "55P03", // a lock wasn't free
    "57...", // operator intervention
    "58...", // the system's own errors
    "72000", // snapshot too old
    "F0...", // a broken configuration file
    "XX...", // the server's own errors; what poolers answer where no server is left
  ].join("|")})$`,
);

/** Codes of the system, of sockets and of TLS: https://nodejs.org/api/errors.html, https://nodejs.org/api/tls.html */
const NODE_CODE = new RegExp(
  `^(?:${[
    "ECONN\\w+",
    "ENOTCONN",
    "EPIPE",
    "ETIMEDOUT",
    "EHOST\\w+",
    "ENET\\w+",
    "EADDRNOTAVAIL",
    "EAI_\\w+",
    "E(?:NOTFOUND|SERVFAIL|REFUSED|NODATA|BADRESP|TIMEOUT)", // DNS
    "E[MN]FILE", // no descriptor left for a socket
    "ENO(?:BUFS|MEM)",
    "EPROTO",
    "ERR_SOCKET_\\w+",
    "ERR_STREAM_(?:DESTROYED|WRITE_AFTER_END|PREMATURE_CLOSE)",
    "ERR_(?:TLS|SSL|OSSL)_\\w+",
    "UNSPECIFIED", // of a certificate: its key or its digest is too weak
    "(?:CERT|CRL|UNABLE_TO|DEPTH_ZERO|SELF_SIGNED|ERROR_IN|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH|HOSTNAME)_?\\w*",
  ].join("|")})$`,
);

/** Messages of pg, its pool and Kysely, whose errors have no codes. */
const MESSAGE = new RegExp(
  [
    "^timeout exceeded when trying to connect",
    "^timeout expired$",
    "^Connection terminated",
    "^Query read timeout$",
    "^Client has encountered a connection error",
    "^Client was closed and is not queryable",
    "^Cannot use a pool after calling end",
    "^The server does not support SSL connections",
    "^There was an error establishing an SSL connection",
    "^Received unexpected \\w+ message from backend",
    "^Unknown authenticationOk message type",
    "^SASL: ",
    "^driver has already been destroyed",
    "^received invalid response: ", // a proxy that speaks something else
  ].join("|"),
  "i",
);

/**
 * Routines in Postgres's source that raise the error: its message is in the server's language, and its code has other
 * uses.
 */
const ROUTINE: ReadonlySet<string> = new Set([
  // A migration changed a table that the connection had prepared a statement on.
  "RevalidateCachedQuery",
  // No more writes until the tables are vacuumed.
  "GetNewTransactionId",
  "GetNewMultiXactId",
]);

/**
 * A socket's file that isn't there or may not be opened, or a firewall that lets nothing out. In other places these
 * codes mean bugs.
 */
const NOT_CONNECTED: ReadonlySet<string> = new Set(["ENOENT", "ENOTDIR", "EACCES", "EPERM"]);

/** After these errors a connection is unusable: it is closed, or leads to a server that takes no writes. */
const LOST_CONNECTION = /^(?:08...|25006|25P0[34]|26000|42P05|57P0[1-5]|58...|XX...)$/;

/** Whether an error means that the database is out of reach or overloaded, and not that a statement is wrong. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = codeOf(error);
  if (SQLSTATE.test(code) || NODE_CODE.test(code) || MESSAGE.test(error.message)) return true;
  if (NOT_CONNECTED.has(code) && "syscall" in error && error.syscall === "connect") return true;
  if (ROUTINE.has(routineOf(error))) return true;
  return error instanceof AggregateError
    ? error.errors.some(isUnavailable)
    : isUnavailable(error.cause);
}

/** Whether a failed statement means that its connection mustn't be used again. */
export function losesConnection(error: Error): boolean {
  return (
    LOST_CONNECTION.test(codeOf(error)) ||
    isSilence(error) ||
    routineOf(error) === "RevalidateCachedQuery"
  );
}

/** Whether a statement's answer didn't come in time, for example because the other end is silently gone. */
export function isSilence(error: Error): boolean {
  return error.message === "Query read timeout";
}

/** SQLSTATE of a statement that the server may not run, being a standby or made read-only. */
export const READ_ONLY = "25006";

/** SQLSTATE of a session that finds names in a schema that isn't ours. */
export const WRONG_SCHEMA = "3F000";

/** Whether a statement failed because the server takes no writes: a standby, or a primary that is being switched. */
export function isReadOnly(error: Error): boolean {
  return codeOf(error) === READ_ONLY;
}

function routineOf(error: Error): string {
  return "routine" in error && typeof error.routine === "string" ? error.routine : "";
}

function codeOf(error: Error): string {
  return "code" in error && typeof error.code === "string" ? error.code : "";
}
