"use server";

import { writeDone } from "../../../done-cookie.ts";
import { linkAction } from "../../link/link-action.ts";
import { writeAskedAddress } from "../asked-cookie.ts";

export const completeReset = linkAction("password-reset", async (caller, { token, password }) => {
  const { session } = await caller.passwordReset.complete({ token, password });
  await writeAskedAddress(null);
  // The policy may want a sign-in after a reset.
  if (session === null) return "/password-reset/done";
  await writeDone("password");
  return "/account";
});
