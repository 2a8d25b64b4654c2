"use server";

import { writeDone } from "../../../done-cookie.ts";
import { linkAction } from "../../link/link-action.ts";
import { destination } from "../../sign-in/destination.ts";

export const confirmSignUpWithLink = linkAction(
  "password-sign-up",
  async (caller, { token, next, password }) => {
    const { existing } = await caller.password.confirmSignUpWithLink({ token, password });
    if (existing) await writeDone("existing");
    return destination(next);
  },
);
