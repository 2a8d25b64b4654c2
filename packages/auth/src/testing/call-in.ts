import type { Call } from "@watchword/db/call";
import { DEFAULT_SCHEMA } from "@watchword/db/database-schema";
import { functionSchema } from "@watchword/db/function-set";
import type { Database } from "@watchword/db/schema";
import { type Kysely, sql } from "kysely";
import { type Functions, HASH, PARAMETERS } from "../functions.generated.ts";

/** Calls SQL functions in a transaction, whose start they take as the time. */
export function callIn(trx: Kysely<Database>): Call<Functions> {
  return async (name, given) => {
    const values = Object.keys(PARAMETERS[name]).map((key) => given[key as keyof typeof given]);
    const called = sql.id(functionSchema(DEFAULT_SCHEMA, HASH), name);
    const { rows } = await sql`SELECT * FROM ${called}(${sql.join(values)})`.execute(trx);
    return rows as Functions[typeof name]["row"][];
  };
}
