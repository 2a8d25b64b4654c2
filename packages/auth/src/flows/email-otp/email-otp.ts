export { type EmailOtpRequest, requestEmailOtp } from "./request.ts";
export { signInWithEmailOtp, type SignInResult } from "./sign-in.ts";
