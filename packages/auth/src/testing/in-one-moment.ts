import type { Database } from "@watchword/db/schema";
import { asOwner } from "@watchword/db/testing";
import type { Kysely } from "kysely";
import type { AuthContext } from "../context.ts";
import { callIn } from "./call-in.ts";

/** Runs everything in one transaction, in which Postgres's time stands still. */
export function inOneMoment<Result>(
  db: Kysely<Database>,
  work: (moment: Pick<AuthContext, "db" | "call">) => Promise<Result>,
): Promise<Result> {
  return asOwner(db, (owner) =>
    owner.transaction().execute((trx) => work({ db: trx, call: callIn(trx) })),
  );
}
