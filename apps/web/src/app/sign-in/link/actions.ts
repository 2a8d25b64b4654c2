"use server";

import { linkAction } from "../../link/link-action.ts";
import { destination } from "../destination.ts";

export const signInWithLink = linkAction("email-otp", async (caller, { token, next }) => {
  await caller.emailOtp.signInWithLink({ token });
  return destination(next);
});
