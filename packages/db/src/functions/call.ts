import type pg from "pg";
import type { Statement } from "../pool.ts";

/** Functions by name, as `describeFunctions` writes them: what each takes, and the rows that it answers. */
type Functions<Known> = { [Name in keyof Known]: { takes: object; row: object } };

/** The parameters of each function, in order. */
type Parameters<Known> = { [Name in keyof Known]: readonly string[] };

/** Calls a function of the database with all of its parameters, and answers its rows. */
export type Call<Known extends Functions<Known>> = <Name extends keyof Known & string>(
  name: Name,
  given: Known[Name]["takes"],
) => Promise<Known[Name]["row"][]>;

/**
 * Calls the functions of a schema: one statement each, prepared once on each connection under the
 * function's name. `onStatement` is called for each one that ran or failed.
 */
export function createCall<Known extends Functions<Known>>(
  pool: pg.Pool,
  schema: string,
  parameters: Parameters<Known>,
  onStatement?: (statement: Statement) => void,
): Call<Known> {
  const texts = new Map<string, string>();

  function textOf(name: keyof Known & string): string {
    const places = parameters[name].map((_, index) => `$${index + 1}`).join(", ");
    const text = `SELECT * FROM ${schema}.${name}(${places})`;
    texts.set(name, text);
    return text;
  }

  return async (name, given) => {
    const text = texts.get(name) ?? textOf(name);
    const values = parameters[name].map((parameter) => given[parameter as keyof typeof given]);
    const begun = performance.now();
    const tell = (error: unknown) =>
      onStatement?.({ sql: text, durationMs: performance.now() - begun, error });
    try {
      const { rows } = await pool.query({ name, text, values });
      tell(null);
      return rows;
    } catch (error) {
      tell(error);
      throw error;
    }
  };
}
