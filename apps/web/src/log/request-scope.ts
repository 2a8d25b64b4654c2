import { AsyncLocalStorage } from "node:async_hooks";
import { processWide } from "../process/process-wide.ts";

const holder = processWide<AsyncLocalStorage<RequestScope>>("request-scope");

export interface RequestScope {
  requestId: string;
  /** Whether it posts a page's form. */
  isForm: boolean;
  /** Whether a procedure that was called for it failed. */
  failed: boolean;
  /** Whether its page says that the database is out of reach. */
  isOutage: boolean;
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

/** Notes that the page of this request says that the database is out of reach. */
export function noteOutage(): void {
  const scope = requestScope.getStore();
  if (scope) scope.isOutage = true;
}

/** Whether the page that is asked for says so. The answer to a form doesn't count: Next's client takes no refusal of it. */
export function isOutagePage(): boolean {
  const scope = requestScope.getStore();
  return scope !== undefined && scope.isOutage && !scope.isForm;
}
