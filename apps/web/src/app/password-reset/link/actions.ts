"use server";

import { writeDone } from "../../../cookies/done-cookie.ts";
import { linkAction } from "../../link/link-action.ts";
import { destination } from "../../sign-in/destination.ts";
import { signInPath } from "../../sign-in/path.ts";
import { writeAskedReset } from "../asked-cookie.ts";

export const completeReset = linkAction(
  "password-reset",
  async (caller, { token, next, password }) => {
    const { session } = await caller.passwordReset.complete({ token, password });
    await writeAskedReset(null);
    // The policy may want a sign-in after a reset.
    if (session === null) return signInPath({ next }, "/password-reset/done");
    await writeDone("password");
    return destination(next);
  },
);
