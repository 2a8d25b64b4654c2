"use server";

import { writeDone } from "../../../cookies/done-cookie.ts";
import { linkAction } from "../../link/link-action.ts";

export const confirmVerificationWithLink = linkAction(
  "email-verification",
  async (caller, { token }) => {
    await caller.emailVerification.confirmWithLink({ token });
    await writeDone("email-verification");
    return "/account";
  },
);
