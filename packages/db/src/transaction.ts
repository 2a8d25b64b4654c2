import type pg from "pg";

interface Connection {
  run(statement: string): Promise<pg.QueryResult>;
  /** Called if nobody knows any more what the connection is doing. */
  giveUp(reason: Error): void;
}

/** Runs `work` in a transaction that the statement `begin` begins, and undoes it if `work` fails. */
export async function inTransaction<Result>(
  { run, giveUp }: Connection,
  begin: string,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    await run(begin);
    const result = await work();
    const { command } = await run("COMMIT");
    // Postgres answers so if a statement of the transaction failed, even if its error was ignored.
    if (command === "ROLLBACK")
      throw new Error("The transaction was undone: a statement in it failed");
    return result;
  } catch (error) {
    await run("ROLLBACK").catch(giveUp);
    throw error;
  }
}
