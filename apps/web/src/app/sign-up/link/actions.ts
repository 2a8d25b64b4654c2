"use server";

import { writeDone } from "../../../cookies/done-cookie.ts";
import { linkAction } from "../../link/link-action.ts";
import { destination } from "../../sign-in/destination.ts";

export const confirmSignUpWithLink = linkAction(
  "password-sign-up",
  async (caller, { token, next, password }) => {
    const chosen = password === "" ? {} : { password };
    const { existing } = await caller.password.confirmSignUpWithLink({ token, ...chosen });
    if (existing && password !== "") await writeDone("existing");
    return destination(next);
  },
);
