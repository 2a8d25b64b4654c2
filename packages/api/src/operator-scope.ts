import { isTestAddress } from "@watchword/auth/challenge";
import type { User } from "@watchword/auth/users";
import type { ApiContext, ApiProcess } from "./context.ts";
import { requireCollection } from "./inputs.ts";
import { RefusalError } from "./refusal.ts";

/** What an operator sees and acts on: one collection, or all of the deployment if null. */
export type OperatorScope = string | null;

/** Who are operators: of the deployment, and of each collection. */
export type Operators = Pick<ApiProcess, "operators" | "operatorsOf"> & {
  auth: Pick<ApiProcess["auth"], "policy">;
};

/**
 * What an account operates; undefined for accounts that operate nothing. The deployment's operators have accounts in
 * `users`, and a collection's have theirs in that collection.
 */
export function scopeOf(
  { auth: { policy }, operators, operatorsOf }: Operators,
  { email, emailVerified, collection }: Pick<User, "email" | "emailVerified" | "collection">,
): OperatorScope | undefined {
  if (!emailVerified || isTestAddress(policy, email)) return undefined;
  if (collection === "users") return operators.has(email) ? null : undefined;
  return operatorsOf(collection).has(email) ? collection : undefined;
}

/** Refuses a collection that isn't the operator's or doesn't exist. */
export function requireOperated(
  { auth, scope }: Pick<ApiContext, "auth"> & { scope: OperatorScope },
  collection: string,
): void {
  if (scope !== null && collection !== scope) throw new RefusalError({ reason: "FORBIDDEN" });
  requireCollection(auth.policy, collection);
}
