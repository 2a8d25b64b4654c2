"use server";

import { writeDone } from "../../done-cookie.ts";
import { linkAction } from "../link/link-action.ts";

export const continueHere = linkAction("one-time-token", async (caller, { token }) => {
  await caller.oneTimeToken.verify({ token });
  await writeDone("device");
  return "/account";
});
