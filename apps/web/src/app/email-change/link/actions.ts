"use server";

import { writeDone } from "../../../cookies/done-cookie.ts";
import { linkAction } from "../../link/link-action.ts";

export const confirmChangeWithLink = linkAction("email-change", async (caller, { token }) => {
  await caller.emailChange.confirmWithLink({ token });
  await writeDone("email");
  return "/account";
});
