export { type EmailOtpRequest, requestEmailOtp } from "./request.ts";
export type { SignInResult } from "../../sign-in/sign-in-with-token.ts";
export { signInWithEmailOtp } from "./sign-in.ts";
