import "server-only";
import { type OperatorScope, scopeOf } from "@watchword/api/operator-scope";
import { getApiContext, getVisitor } from "../../caller/caller.ts";

/**
 * What the visitor operates: a collection, or the whole deployment if null; undefined for people who operate nothing.
 * The procedures check that themselves.
 */
export async function getOperatorScope(): Promise<OperatorScope | undefined> {
  const visitor = await getVisitor();
  return visitor ? scopeOf(await getApiContext(), visitor.user) : undefined;
}

export async function isOperator(): Promise<boolean> {
  return (await getOperatorScope()) !== undefined;
}
