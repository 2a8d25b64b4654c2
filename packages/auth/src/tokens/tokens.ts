export { idToken, type IdTokenHandler, type IdTokenOptions } from "./id-token.ts";
export type { IssuedToken } from "./issued-token.ts";
export {
  passwordToken,
  type PasswordTokenHandler,
  type PasswordTokenOptions,
} from "./password-token.ts";
export { TokenError } from "./token-error.ts";
