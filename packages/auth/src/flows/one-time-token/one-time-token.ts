export { endReplayed } from "./end-replayed.ts";
export { generateOneTimeToken, type OneTimeTokenRequest } from "./generate.ts";
export { inspectOneTimeToken } from "./inspect.ts";
export { oneTimeTokenStatus } from "./status.ts";
export { exchangeUserCode } from "./user-code.ts";
export { type OneTimeTokenRedemption, verifyOneTimeToken } from "./verify.ts";
export { withdrawOneTimeToken } from "./withdraw.ts";
