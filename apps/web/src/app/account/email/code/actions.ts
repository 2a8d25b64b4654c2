"use server";

import { writeDone } from "../../../../cookies/done-cookie.ts";
import { confirmAction } from "../../../challenge/confirm-action.ts";
import { requestNewAction, resendAction } from "../../../challenge/mail-actions.ts";
import { CHANGE } from "./flow.ts";

export const confirmChange = confirmAction(CHANGE, {
  confirm: (caller, code) => caller.emailChange.confirm(code),
  async finish() {
    await writeDone("email");
    return "/account";
  },
});
export const resendChange = resendAction(CHANGE);
export const requestNewChange = requestNewAction(CHANGE);
