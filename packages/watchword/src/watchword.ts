export type { Reason, RefusalData as Refusal } from "@watchword/api/refusal";
export { IssuedSession, type OneTimeTokenOptions, WeakPasswordError } from "@watchword/auth";
export type { HookClient, Hooks } from "@watchword/auth/hooks";
export type { Session, SignedIn } from "@watchword/auth/session";
export {
  type IdTokenHandler,
  type IssuedToken,
  type PasswordTokenHandler,
  TokenError,
} from "@watchword/auth/tokens";
export { AddressTakenError } from "@watchword/auth/users";
export { createWatchword, type Watchword } from "./create-watchword.ts";
export type { ForRequest, ForRequestOptions, Procedures, SetCookie } from "./for-request.ts";
export type { Answer, HandlerOptions, IncomingCall } from "./handler.ts";
export type { Incoming, IncomingHeaders } from "./incoming.ts";
export type { WatchwordOptions } from "./options.ts";
export { NotMigratedError } from "./not-migrated.ts";
export { refusalOf } from "./refusal-of.ts";
export type { AppMail, SendMail } from "./send-mail.ts";
export type { Sessions } from "./sessions.ts";
export type { Tokens } from "./tokens.ts";
export type { AuthUser, KnownUser, NewUser, SetPasswordOptions, UserList, Users } from "./users.ts";
