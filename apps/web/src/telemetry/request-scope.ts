import { AsyncLocalStorage } from "node:async_hooks";

const KEY = Symbol.for("watchword.request-scope");
const holder = globalThis as { [KEY]?: AsyncLocalStorage<{ requestId: string }> };

/** For which request something is done: known to all that it calls, in every copy of this module. */
export const requestScope = (holder[KEY] ??= new AsyncLocalStorage());
