import { callbackify } from "node:util";
import pg from "pg";
import { COLUMN_TYPES } from "./column-types.ts";
import { isSearchPath, searchPathOf } from "./database-schema.ts";
import type { Host } from "./database-url.ts";
import type { Primary } from "./primary.ts";
import { ReadOnlyError, SearchPathError } from "./refused-server.ts";
import { isReadOnly, isSilence, losesConnection } from "./unavailable.ts";

/** How long opening a connection, or waiting for a free one of a pool, may take. */
export const CONNECT_MS = 5_000;
/** More than `STATEMENT_MS`: by then the server would have answered. */
export const ANSWER_MS = 5_500;
/** After a socket has been idle for this long, the system checks whether its other end is there. */
const KEEP_ALIVE_AFTER_MS = 5_000;
const GOODBYE_MS = 1_000;

export interface ClientOptions extends pg.ClientConfig {
  primary: Primary;
  /** Whether a connection to a server that takes no writes is refused. */
  wantsWrites: boolean;
  /** The schema of our tables. A connection that finds names elsewhere is refused. */
  schema: string;
  /** Whether there is a pooler in between, which may repeat outdated facts about the server. */
  isPooled: boolean;
  /** Called when a statement has shown a problem that other connections may have too. */
  onLost?: (loss: Loss) => void;
}

export interface Loss {
  /** Whether no answer came, or one that says that the server takes no writes. */
  kind: "silent" | "read-only";
  /** When the statement that showed it was sent, in `performance.now()`. */
  askedAt: number;
}

/** What every connection of ours is opened with. */
export const CONNECTION = {
  connectionTimeoutMillis: CONNECT_MS,
  query_timeout: ANSWER_MS,
  keepAlive: true,
  keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
  application_name: "watchword",
  types: COLUMN_TYPES,
} satisfies pg.ClientConfig;

/**
 * A connection to the server that takes writes. It ends itself if a statement shows that it is unusable: pg stops
 * waiting after `query_timeout` but keeps the connection, whose next answer would then belong to the previous statement
 * (node-postgres #3399).
 */
export class DatabaseClient extends pg.Client {
  readonly #options: ClientOptions;
  /** The settings that the server reports; from 14 on Postgres does so unasked. */
  readonly #reported = new Map<string, string>();
  #host: Host | null = null;
  #dropped = false;
  /** In `performance.now()`. */
  connectedAt = 0;
  heardAt = 0;

  constructor(options: ClientOptions) {
    super(options);
    this.#options = options;
    // A connection that breaks in use rejects its statement; without a listener, the event would end the process.
    this.on("error", () => {});
    this.connection.on("parameterStatus", ({ parameterName, parameterValue }) =>
      this.#reported.set(parameterName, parameterValue),
    );
  }

  override connect(callback?: (error: never, client: this) => void): never {
    if (!callback) return this.#connect() as never;
    return callbackify(() => this.#connect())(callback as () => void) as never;
  }

  override query(...given: unknown[]): never {
    const askedAt = performance.now();
    const callback = given.at(-1);
    if (typeof callback === "function") {
      given[given.length - 1] = (error: Error | null, result: unknown) => {
        this.#learn(error, askedAt);
        callback(error, result);
      };
      return super.query(...(given as [string])) as never;
    }
    const answer: unknown = super.query(...(given as [string]));
    if (!(answer instanceof Promise)) return answer as never;
    const learn = (error: Error | null) => this.#learn(error, askedAt);
    return answer.then(
      (result) => {
        learn(null);
        return result;
      },
      (error) => {
        learn(error);
        throw error;
      },
    ) as never;
  }

  /** Ends the connection in order, without waiting long for the other end. */
  override end(callback?: (error: Error) => void): never {
    setTimeout(() => this.connection.stream.destroy(), GOODBYE_MS).unref();
    return (callback ? super.end(callback) : super.end()) as never;
  }

  /** Ends the connection without notifying the other end, which may not be there. Further calls do nothing. */
  drop(reason: Error): void {
    if (this.#dropped) return;
    this.#dropped = true;
    this.connection.stream.destroy(reason);
    // So that a pool doesn't take it back.
    void this.end();
  }

  async #connect(): Promise<this> {
    const { primary, wantsWrites, schema } = this.#options;
    const host = (this.#host = await primary.find());
    this.host = host.host;
    this.port = host.port;
    try {
      await super.connect();
      if (wantsWrites) await this.#requireWrites();
      await this.#requireSearchPath(schema);
    } catch (error) {
      primary.forget(host);
      throw error;
    }
    this.connectedAt = this.heardAt = performance.now();
    return this;
  }

  async #requireWrites(): Promise<void> {
    const problem = await this.#whyReadOnly();
    if (problem === null) return;
    const error = new ReadOnlyError(`The database takes no writes: ${problem}`);
    this.drop(error);
    throw error;
  }

  async #requireSearchPath(schema: string): Promise<void> {
    // Postgres reports it unasked from 18 on.
    const said = this.#options.isPooled ? undefined : this.#reported.get("search_path");
    if (said === searchPathOf(schema)) return;
    const { rows } = await super.query<{ path: string; role: string; database: string }>(
      "SELECT current_setting('search_path') AS path, current_user AS role, current_database() AS database",
    );
    const found = rows[0];
    if (!found || isSearchPath(found.path, schema)) return;
    const error = new SearchPathError(found.path, schema, found);
    this.drop(error);
    throw error;
  }

  /** A default of the role is just another session setting; one of the database or the server was set on purpose. */
  async #whyReadOnly(): Promise<string | null> {
    if (this.#reported.get("in_hot_standby") === "on") return "it is a standby";
    if (this.#reported.get("default_transaction_read_only") !== "on") return null;
    const { rows } = await super.query<{ source: string }>(
      "SELECT source FROM pg_settings WHERE name = 'default_transaction_read_only'",
    );
    const source = rows[0]?.source ?? "";
    if (!source.includes("user")) return `default_transaction_read_only is on (${source})`;
    await super.query("SET default_transaction_read_only = off");
    return null;
  }

  #learn(error: Error | null, askedAt: number): void {
    if (error === null || !losesConnection(error)) {
      this.heardAt = performance.now();
      return;
    }
    this.drop(error);
    if (this.#host) this.#options.primary.forget(this.#host);
    if (isSilence(error)) this.#options.onLost?.({ kind: "silent", askedAt });
    if (isReadOnly(error)) this.#options.onLost?.({ kind: "read-only", askedAt });
  }
}
