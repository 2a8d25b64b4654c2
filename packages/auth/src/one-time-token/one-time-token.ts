export { generateOneTimeToken, type OneTimeTokenRequest } from "./generate.ts";
export { type OneTimeTokenRedemption, verifyOneTimeToken } from "./verify.ts";
