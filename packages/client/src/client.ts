export type {
  AppRouter,
  Challenge,
  ChallengeStatus,
  Inputs,
  Outputs,
  Session,
  SignedIn,
  User,
} from "./contract.ts";
export {
  createWatchwordClient,
  type WatchwordClient,
  type WatchwordOptions,
} from "./create-client.ts";
export { type Callback, handoffUrl, type HandoffRequest, readCallback } from "./handoff.ts";
export { createPkce, createState, type Pkce } from "./pkce.ts";
export type { RandomSource } from "./random.ts";
export { type Reason, type Refusal, refusalOf } from "./refusal.ts";
export { type TrustedApp, type Visitor, visitorOf, type VisitorSource } from "./trusted-caller.ts";
