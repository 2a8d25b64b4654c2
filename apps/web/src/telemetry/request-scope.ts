import { AsyncLocalStorage } from "node:async_hooks";
import { processWide } from "../process-wide.ts";

const holder = processWide<AsyncLocalStorage<RequestScope>>("request-scope");

export interface RequestScope {
  requestId: string;
  /** Whether it posts a page's form. */
  isForm: boolean;
  /** Whether a procedure that was called for it failed. */
  failed: boolean;
}

/** For which request something is done: known to all that it calls, in every copy of this module. */
export const requestScope = (holder.value ??= new AsyncLocalStorage());

/**
 * Whether what goes wrong is that a form can't be read: Next and React report it as they do a failure, but
 * a failure of ours is one of the procedures that the form called.
 */
export function isUnreadForm(): boolean {
  const scope = requestScope.getStore();
  return scope !== undefined && scope.isForm && !scope.failed;
}
