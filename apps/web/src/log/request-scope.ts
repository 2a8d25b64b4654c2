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

/** The request that something is done for, known to everything that it calls, in every copy of this module. */
export const requestScope = (holder.value ??= new AsyncLocalStorage());

/**
 * Whether the problem is only that a form can't be read: Next and React report that as a failure, but only failed
 * procedures are failures of ours.
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

/**
 * Whether the requested page says so. The answer to a form doesn't count, because Next's client doesn't accept a
 * refusal of it.
 */
export function isOutagePage(): boolean {
  const scope = requestScope.getStore();
  return scope !== undefined && scope.isOutage && !scope.isForm;
}
