export {
  endAllSessions,
  endSession,
  type ListedSession,
  listSessions,
  revokeOtherSessions,
  revokeSession,
} from "./end.ts";
export { findSession } from "./find.ts";
export { isFresh } from "./fresh.ts";
export { sessionMethod } from "./method.ts";
export type { Session, SignedIn } from "../views/session.ts";
export type { SessionStart } from "./start.ts";
