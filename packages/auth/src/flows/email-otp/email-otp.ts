export { type EmailOtpRequest, requestEmailOtp } from "./request.ts";
export type { SignInResult } from "../../session/sign-in-with-token.ts";
export { signInWithEmailOtp } from "./sign-in.ts";
