import { isUnavailable, losesConnection } from "@watchword/db/unavailable";
import { expect, test } from "vitest";

const withCode = (code: string, more: object = {}) =>
  Object.assign(new Error("of any kind"), { code, ...more });

test.each([
  "08000",
  "08001",
  "08003",
  "08004",
  "08006",
  "08P01",
  "25006",
  "25P03",
  "25P04",
  "26000",
  "28000",
  "28P01",
  "3D000",
  "42P05",
  "40001",
  "40003",
  "40P01",
  "53000",
  "53100",
  "53200",
  "53300",
  "53400",
  "55P03",
  "57000",
  "57014",
  "57P01",
  "57P02",
  "57P03",
  "57P04",
  "57P05",
  "58000",
  "58030",
  "58P01",
  "58P02",
  "72000",
  "F0000",
  "F0001",
  "XX000",
  "XX001",
  "XX002",
])("SQLSTATE %s says that the database can't take it now", (code) => {
  expect(isUnavailable(withCode(code))).toBe(true);
});

test.each([
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "ENOTCONN",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "EHOSTDOWN",
  "ENETUNREACH",
  "ENETDOWN",
  "ENETRESET",
  "EADDRNOTAVAIL",
  "EAI_AGAIN",
  "ENOTFOUND",
  "ESERVFAIL",
  "ETIMEOUT",
  "EMFILE",
  "ENFILE",
  "ENOBUFS",
  "ENOMEM",
  "EPROTO",
  "ERR_SOCKET_CLOSED",
  "ERR_SOCKET_CONNECTION_TIMEOUT",
  "ERR_STREAM_DESTROYED",
  "ERR_STREAM_WRITE_AFTER_END",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "ERR_TLS_HANDSHAKE_TIMEOUT",
  "ERR_SSL_WRONG_VERSION_NUMBER",
  "CERT_HAS_EXPIRED",
  "CERT_NOT_YET_VALID",
  "CERT_REVOKED",
  "CERT_UNTRUSTED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "CRL_HAS_EXPIRED",
  "INVALID_CA",
  "INVALID_PURPOSE",
  "HOSTNAME_MISMATCH",
  "PATH_LENGTH_EXCEEDED",
  "UNSPECIFIED",
])("the code %s of the system or of TLS says that the database can't be reached", (code) => {
  expect(isUnavailable(withCode(code))).toBe(true);
});

// What pg 8.23, pg-pool 3.14, pg-protocol 1.16 and Kysely 0.29 throw where a connection fails.
test.each([
  "timeout exceeded when trying to connect",
  "timeout expired",
  "Connection terminated",
  "Connection terminated unexpectedly",
  "Connection terminated due to connection timeout",
  "Query read timeout",
  "Client has encountered a connection error and is not queryable",
  "Client was closed and is not queryable",
  "Cannot use a pool after calling end on the pool",
  "The server does not support SSL connections",
  "There was an error establishing an SSL connection",
  "Received unexpected commandComplete message from backend.",
  "Unknown authenticationOk message type 12",
  "SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string",
  "driver has already been destroyed",
  "received invalid response: 48",
])("the driver's message %j says that the database can't be reached", (message) => {
  expect(isUnavailable(new Error(message))).toBe(true);
});

test("an outage is recognised among causes, and among the failures of several hosts", () => {
  const inner = withCode("ECONNREFUSED");
  expect(isUnavailable(new Error("Migration 0001 failed", { cause: inner }))).toBe(true);
  expect(isUnavailable(new AggregateError([new Error("no"), inner]))).toBe(true);
});

test.each(["ENOENT", "ENOTDIR", "EACCES", "EPERM"])(
  "%s says so only if it comes from a connection",
  (code) => {
    expect(isUnavailable(withCode(code, { syscall: "connect" }))).toBe(true);
    expect(isUnavailable(withCode(code, { syscall: "open" }))).toBe(false);
  },
);

test("a plan that a migration made obsolete, and a server out of transaction ids, are recognised in any language", () => {
  const inGerman = (code: string, routine: string) => withCode(code, { routine });
  expect(isUnavailable(inGerman("0A000", "RevalidateCachedQuery"))).toBe(true);
  expect(losesConnection(inGerman("0A000", "RevalidateCachedQuery"))).toBe(true);
  expect(isUnavailable(inGerman("54000", "GetNewTransactionId"))).toBe(true);
  expect(isUnavailable(inGerman("54000", "index_form_tuple"))).toBe(false);
});

test.each([
  "22001",
  "22P02",
  "23505",
  "23514",
  "25P01",
  "25P02",
  "42501",
  "42601",
  "42703",
  "42P01",
  "0A000",
  "P0001",
  "ENOENT",
  "EACCES",
  "EISDIR",
  "ERR_INVALID_ARG_TYPE",
])("%s says that something of ours is wrong", (code) => {
  expect(isUnavailable(withCode(code))).toBe(false);
});

test("an error that isn't a database's doesn't mean that the database is unavailable", () => {
  for (const thrown of [null, undefined, "ECONNREFUSED", { code: "ECONNREFUSED" }, new TypeError()])
    expect(isUnavailable(thrown)).toBe(false);
});
