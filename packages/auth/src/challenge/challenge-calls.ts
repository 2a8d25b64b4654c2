export type { Challenge } from "./challenge.ts";
export { approveChallenge } from "./approve.ts";
export { inspectLink, type LinkState } from "./inspect-link.ts";
export { resendChallenge, type ResendResult } from "./resend.ts";
export { challengeStatus, type Delivery, type StatusResult } from "./status.ts";
export { isTestAddress } from "./fixed-code.ts";
