import type pg from "pg";
import type { Statement } from "../pool.ts";
import type { QueryPool } from "../query-pool.ts";

/** Functions by name, as `describeFunctions` writes them: what each takes, and the rows that it returns. */
export type Functions<Known> = { [Name in keyof Known]: { takes: object; row: object } };

/** The parameters of each function, in order, with Postgres's types. */
export type Parameters<Known> = { [Name in keyof Known]: Readonly<Record<string, string>> };

/**
 * Work in the transaction of a call that returned `rows`, before it commits; if it throws, the call is undone. `client`
 * finds names as the app does.
 */
export type BeforeCommit<Row> = (rows: Row[], client: pg.ClientBase) => Promise<void>;

/** Calls a function of the database with all of its parameters, and returns its rows. */
export type Call<Known extends Functions<Known>> = <Name extends keyof Known & string>(
  name: Name,
  given: Known[Name]["takes"],
  beforeCommit?: BeforeCommit<Known[Name]["row"]> | null,
) => Promise<Known[Name]["row"][]>;

/**
 * Calls the functions of a schema: one statement each, prepared once on each connection under the
 * function's name. `onStatement` is called for each one that ran or failed.
 */
export function createCall<Known extends Functions<Known>>(
  pool: QueryPool,
  schema: string,
  parameters: Parameters<Known>,
  onStatement?: (statement: Statement) => void,
): Call<Known> {
  const statements = new Map<string, { text: string; names: string[] }>();

  function describe(name: keyof Known & string) {
    const names = Object.keys(parameters[name]);
    const places = names.map((_, index) => `$${index + 1}`).join(", ");
    const statement = { text: `SELECT * FROM ${schema}.${name}(${places})`, names };
    statements.set(name, statement);
    return statement;
  }

  return async (name, given, beforeCommit) => {
    const { text, names } = statements.get(name) ?? describe(name);
    const values = names.map((parameter) => given[parameter as keyof typeof given]);
    const query = { name, text, values };
    if (!beforeCommit) return runNamed(pool, query, onStatement);
    return pool.withApp(async (client, run) => {
      const rows = await runNamed<Known[typeof name]["row"]>({ query: run }, query, onStatement);
      await beforeCommit(rows, client);
      return rows;
    });
  };
}

/** Runs a prepared statement that is named after the function that it calls, and reports it to `onStatement`. */
export async function runNamed<Row extends object>(
  pool: Pick<QueryPool, "query">,
  query: { name: string; text: string; values: unknown[] },
  onStatement?: (statement: Statement) => void,
): Promise<Row[]> {
  const begun = performance.now();
  const tell = (error: unknown) =>
    onStatement?.({
      sql: query.text,
      called: query.name,
      durationMs: performance.now() - begun,
      error,
    });
  try {
    const { rows } = await pool.query<Row>(query);
    tell(null);
    return rows;
  } catch (error) {
    tell(error);
    throw error;
  }
}
