import type { Product } from "./product.ts";

/** What a product's library sends from now on, in order: statements, and SQL functions by name. */
export async function watchStatements({ auth, request }: Product): Promise<string[]> {
  const statements: string[] = [];
  // The index key is read once in a process's life.
  await request();
  const executor = auth.db.getExecutor();
  const { executeQuery } = executor;
  executor.executeQuery = function (query, ...rest) {
    statements.push(query.sql);
    return executeQuery.call(this, query, ...rest) as never;
  };
  const { call } = auth;
  auth.call = (name, given) => {
    statements.push(name);
    return call(name, given);
  };
  return statements;
}
