export type { AppRouter } from "@watchword/api/router";
export { createWatchwordClient, type WatchwordClient } from "@watchword/client/create-client";
export {
  type EmailCode,
  type EmailCodeClient,
  type EmailCodeOptions,
  useEmailCode,
} from "@watchword/client/react";
export { type Reason, type Refusal, refusalOf } from "@watchword/client/refusal";
