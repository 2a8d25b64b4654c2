export { completePasswordReset, type CompleteResult } from "./complete.ts";
export { inspectPasswordReset, requestPasswordReset } from "./request.ts";
