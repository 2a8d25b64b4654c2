"use server";

import { writeDone } from "../../cookies/done-cookie.ts";
import { confirmAction } from "../challenge/confirm-action.ts";
import { requestNewAction, resendAction } from "../challenge/mail-actions.ts";
import { VERIFICATION } from "./flow.ts";

export const confirmVerification = confirmAction(VERIFICATION, {
  confirm: (caller, code) => caller.emailVerification.confirm(code),
  async finish() {
    await writeDone("email-verification");
    return "/account";
  },
});
export const resendVerification = resendAction(VERIFICATION);
export const requestVerification = requestNewAction(VERIFICATION);
