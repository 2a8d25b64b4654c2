import "server-only";
import { getVisitor } from "../../caller.ts";
import { getConfig } from "../../config.ts";

/** Whether the visitor runs this deployment. The procedures judge it themselves. */
export async function isOperator(): Promise<boolean> {
  const user = (await getVisitor())?.user;
  if (!user?.emailVerified || user.collection !== "users") return false;
  return getConfig().operators.includes(user.email);
}
