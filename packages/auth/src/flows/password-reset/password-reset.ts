export { completePasswordReset, type CompleteResult } from "./complete.ts";
export { requestPasswordReset } from "./request.ts";
