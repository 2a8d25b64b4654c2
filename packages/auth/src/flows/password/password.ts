export { changePassword, type ChangePasswordResult } from "./change.ts";
export { type PasswordSignInResult, signInWithPassword } from "./sign-in.ts";
export { confirmSignUp, requestSignUp } from "./sign-up.ts";
