export { changePassword, type ChangePasswordResult } from "./change.ts";
export { type PasswordSignInResult, signInWithPassword } from "./sign-in.ts";
export {
  confirmSignUp,
  inspectSignUpLink,
  requestSignUp,
  resendSignUp,
  signUpStatus,
} from "./sign-up.ts";
