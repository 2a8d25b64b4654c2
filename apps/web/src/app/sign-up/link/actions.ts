"use server";

import { linkAction } from "../../link/link-action.ts";

export const confirmSignUpWithLink = linkAction(
  "password-sign-up",
  async (caller, { token, password }) => {
    await caller.password.confirmSignUpWithLink({ token, password });
    return "/account";
  },
);
