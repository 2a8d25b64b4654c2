import { setTimeout as sleep } from "node:timers/promises";
import { callbackify } from "node:util";
import pg from "pg";
import { type ClientOptions, DatabaseClient, type Loss } from "./database-client.ts";

/** How long running statements have when the pool ends, before they are cut off. */
const ENDS_WITHIN_MS = 5_000;
const CUT_OFF_WITHIN_MS = 500;
/** How long a busy connection may stay silent after another one turned out to be dead. */
const SHOWS_LIFE_WITHIN_MS = 2_000;

export interface DatabasePoolOptions extends ClientOptions {
  max: number;
  idleTimeoutMillis: number;
}

/**
 * A pool that learns from one dead connection about the others: those that were opened or last answered before it are
 * given up too, because each would cost a caller the same wait.
 */
export class DatabasePool extends pg.Pool {
  readonly #clients = new Set<DatabaseClient>();
  readonly #busy = new Set<DatabaseClient>();
  readonly #losses = new WeakMap<DatabaseClient, Loss>();

  constructor(options: DatabasePoolOptions) {
    super({ ...options, Client: DatabaseClient as unknown as new () => pg.ClientBase });
    // The pool hands its options to each client that it makes.
    Object.assign(this.options, { onLost: (loss: Loss) => this.#distrust(loss) });
    const onClient = (event: "connect" | "remove" | "acquire", run: (of: DatabaseClient) => void) =>
      this.on(event, (client) => run(client as unknown as DatabaseClient));
    onClient("connect", (client) => this.#clients.add(client));
    onClient("remove", (client) => this.#clients.delete(client));
    onClient("acquire", (client) => this.#busy.add(client));
    this.on("release", (_error, given) => {
      const client = given as unknown as DatabaseClient;
      this.#busy.delete(client);
      this.#dropIfSuspect(client, this.#losses.get(client));
    });
  }

  /** Resolves when no statement is running any more, or the rest has been cut off. */
  override end(callback?: () => void): never {
    if (!callback) return this.#end() as never;
    return callbackify(() => this.#end())(callback) as never;
  }

  async #end(): Promise<void> {
    const ended: Promise<void> = super.end();
    const cutOff = setTimeout(() => {
      for (const client of this.#busy)
        client.drop(new Error("Connection terminated: the pool ends"));
    }, ENDS_WITHIN_MS);
    await Promise.race([
      ended,
      sleep(ENDS_WITHIN_MS + CUT_OFF_WITHIN_MS, undefined, { ref: false }),
    ]);
    clearTimeout(cutOff);
  }

  #distrust(loss: Loss): void {
    for (const client of this.#clients) {
      if (this.#busy.has(client)) this.#losses.set(client, loss);
      else this.#dropIfSuspect(client, loss);
    }
    if (loss.kind !== "silent") return;
    setTimeout(() => {
      for (const client of this.#busy)
        if (this.#losses.get(client) === loss) this.#dropIfSuspect(client, loss);
    }, SHOWS_LIFE_WITHIN_MS).unref();
  }

  #dropIfSuspect(client: DatabaseClient, loss: Loss | undefined): void {
    if (!loss) return;
    const provedAt = loss.kind === "silent" ? client.heardAt : client.connectedAt;
    if (provedAt < loss.askedAt) client.drop(new Error("Connection terminated: others were dead"));
  }
}
