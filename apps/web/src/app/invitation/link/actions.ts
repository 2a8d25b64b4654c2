"use server";

import { linkAction } from "../../link/link-action.ts";

export const acceptInvitation = linkAction("invitation", async (caller, { token }) => {
  await caller.invitation.accept({ token });
  return "/account";
});
