"use server";

import { linkAction } from "../../link/link-action.ts";

export const undoChange = linkAction("email-change-undo", async (caller, { token }) => {
  await caller.emailChange.undo({ token });
  return "/email-change/undone";
});
