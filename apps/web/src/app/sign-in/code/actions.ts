"use server";

import { confirmAction } from "../../challenge/confirm-action.ts";
import { requestNewAction, resendAction } from "../../challenge/mail-actions.ts";
import { destination } from "../destination.ts";
import { SIGN_IN } from "./flow.ts";

export const signInWithCode = confirmAction(SIGN_IN, {
  confirm: (caller, code) => caller.emailOtp.signIn(code),
  finish: destination,
});
export const resendMail = resendAction(SIGN_IN);
export const requestNewCode = requestNewAction(SIGN_IN);
