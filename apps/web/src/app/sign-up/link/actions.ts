"use server";

import { readPending } from "../../../challenge-cookie.ts";
import { writeDone } from "../../../done-cookie.ts";
import { linkAction } from "../../link/link-action.ts";
import { destination } from "../../sign-in/destination.ts";

export const confirmSignUpWithLink = linkAction(
  "password-sign-up",
  async (caller, { token, password }) => {
    const { existing } = await caller.password.confirmSignUpWithLink({ token, password });
    if (existing) await writeDone("existing");
    return destination((await readPending("password-sign-up"))?.next ?? null);
  },
);
