export type { Challenge } from "./challenge.ts";
export { inspectEmailOtpLink, type LinkState } from "./inspect-link.ts";
export { requestEmailOtp, type EmailOtpRequest } from "./request.ts";
export { resendEmailOtp } from "./resend.ts";
export { signInWithEmailOtp, type SignInResult } from "./sign-in.ts";
export { emailOtpStatus, type Delivery, type EmailOtpStatus } from "./status.ts";
