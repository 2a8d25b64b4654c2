export type { Challenge } from "../challenge/challenge.ts";
export type { Delivery } from "../challenge/status.ts";
export {
  emailOtpStatus,
  inspectEmailOtpLink,
  requestEmailOtp,
  type EmailOtpRequest,
  resendEmailOtp,
} from "./request.ts";
export { signInWithEmailOtp, type SignInResult } from "./sign-in.ts";
