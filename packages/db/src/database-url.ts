import { accessSync, constants } from "node:fs";

export interface Host {
  host: string;
  port: number;
}

/** What a connection is opened with. */
export interface DatabaseAddress {
  /** In the order in which they are tried. */
  hosts: [Host, ...Host[]];
  /** For pg: one host, and none of the other fields here. */
  connectionString: string;
  /** The URL's own startup options; null if it has none. */
  options: string | null;
  /** Whether PgBouncer listens there, which refuses connections with unknown startup options. */
  isPooled: boolean;
}

/**
 * Why a URL isn't a valid database URL. The message quotes nothing of it, because a mistyped password may be anywhere
 * in it.
 */
export class DatabaseUrlError extends Error {
  override name = "DatabaseUrlError";
}

const SHAPE = /^(postgres(?:ql)?:\/\/)(?:([^/?#]*)@)?([^/?#@]*)(\/[^?#]*)?(?:\?([^#]*))?(#.*)?$/is;
const DEFAULT_PORT = 5432;

const UNESCAPED =
  "The user or the password contains a character that has a meaning in URLs; write % as %25, / as %2F, # as %23, ? as %3F, @ as %40, : as %3A";

/** Parameters that are read here, and timeouts, which are the same for every connection (`database-client.ts`). */
const NOT_FOR_PG = [
  "host",
  "port",
  "options",
  "pgbouncer",
  "target_session_attrs",
  "query_timeout",
  "statement_timeout",
  "lock_timeout",
  "idle_in_transaction_session_timeout",
  "connectionTimeoutMillis",
  "keepAlive",
  "keepAliveInitialDelayMillis",
  "binary",
];

/**
 * Parameters that libpq reads and pg doesn't: with them, pg would use another database, server or password than is
 * meant.
 */
const UNREAD = [
  "dbname",
  "hostaddr",
  "service",
  "servicefile",
  "passfile",
  "sslpassword",
  "sslcrl",
];

/**
 * Reads a URL as libpq does, with several hosts in it (`h1:5432,h2:5432`) or in its query
 * (`?host=h1,h2&port=5432`): https://www.postgresql.org/docs/current/libpq-connect.html
 * Throws `DatabaseUrlError`.
 */
export function readDatabaseUrl(url: string): DatabaseAddress {
  const [, scheme, user, authority = "", path = "", query = "", fragment] = SHAPE.exec(url) ?? [];
  if (scheme === undefined) throw new DatabaseUrlError("Not a postgres:// URL");
  const misread = user === undefined && query.includes("@");
  if (misread || path.includes("@") || fragment !== undefined || !decodes(`${user}${path}`))
    throw new DatabaseUrlError(UNESCAPED);
  const params = new URLSearchParams(query);
  refuseParams(params);
  refuseSearchPath(params.get("options"));
  const hosts = readHosts(authority, params);
  const options = params.get("options");
  const pooled = params.get("pgbouncer") === "true";
  for (const name of NOT_FOR_PG) params.delete(name);
  // The host is filled in when the connection is opened.
  const entered = user === undefined ? "" : `${user}@`;
  // pg encodes the whole URL again if it contains a space.
  const connectionString = `${scheme}${entered}localhost${path}?${params}`.replaceAll(" ", "%20");
  if (!URL.canParse(connectionString)) throw new DatabaseUrlError(UNESCAPED);
  return { hosts, connectionString, options, isPooled: pooled };
}

/** What is wrong with a URL, in words; null if it is valid. */
export function databaseUrlProblem(url: string): string | null {
  try {
    readDatabaseUrl(url);
    return null;
  } catch (error) {
    if (error instanceof DatabaseUrlError) return error.message;
    throw error;
  }
}

/** The hosts of a database, without user and password: `10.0.0.1:5432, 10.0.0.2:5432`. */
export function placeOf(url: string): string {
  return readDatabaseUrl(url).hosts.map(nameOf).join(", ");
}

export function nameOf({ host, port }: Host): string {
  return host.startsWith("/") ? host : `${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/** In the query, ports are a parameter of their own; in the authority each host has its own. */
function readHosts(authority: string, params: URLSearchParams): DatabaseAddress["hosts"] {
  const apart = params.get("host");
  const ports = params.get("port")?.split(",") ?? [];
  const names = (apart ?? authority).split(",");
  if (ports.length > 1 && ports.length !== names.length)
    throw new DatabaseUrlError("The number of ports isn't the number of hosts");
  return names.map((name, at) => {
    const [, host = "", own] =
      apart === null ? (/^(\[[^\]]*\]|[^:]*)(?::(\d*))?$/.exec(name) ?? []) : [name, name];
    if (host === "" && (names.length > 1 || own === undefined) && name !== "")
      throw new DatabaseUrlError("A host is invalid");
    if (host === "" && names.length > 1)
      throw new DatabaseUrlError("One of the hosts in the list is empty");
    const port = own || ports[ports.length === 1 ? 0 : at] || String(DEFAULT_PORT);
    return { host: bare(host) || "localhost", port: portOf(port) };
  }) as DatabaseAddress["hosts"];
}

function portOf(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535) throw new DatabaseUrlError("A port is a number from 1 to 65535");
  return port;
}

function bare(host: string): string {
  if (!decodes(host)) throw new DatabaseUrlError("A host is invalid");
  return decodeURIComponent(host.replace(/^\[(.*)\]$/, "$1"));
}

function refuseParams(params: URLSearchParams): void {
  if (params.has("schema"))
    throw new DatabaseUrlError(
      "`schema` means nothing to Postgres; name the schema in DATABASE_SCHEMA",
    );
  const unread = UNREAD.find((name) => params.has(name));
  if (unread !== undefined)
    throw new DatabaseUrlError(
      `\`${unread}\` isn't read; write user, password, host and database as user:password@host/database`,
    );
  const wanted = params.get("target_session_attrs") ?? "read-write";
  if (!["read-write", "primary", "any"].includes(wanted))
    throw new DatabaseUrlError(
      "target_session_attrs must be read-write, primary or any, because Watchword writes",
    );
  for (const name of ["sslrootcert", "sslcert", "sslkey"]) {
    const file = params.get(name);
    if (file !== null && !canRead(file))
      throw new DatabaseUrlError(`${name} names a file that isn't there or can't be read`);
  }
}

function refuseSearchPath(options: string | null): void {
  if (/search[_-]path/i.test(options ?? ""))
    throw new DatabaseUrlError(
      "Its options set search_path; name the schema in DATABASE_SCHEMA. Where an earlier Watchword has its " +
        "tables in the schema that the URL named, take it out and run db:move (docs/deploy.md, The database)",
    );
}

function canRead(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

function decodes(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
