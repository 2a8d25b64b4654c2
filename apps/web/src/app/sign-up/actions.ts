"use server";

import { beginAction } from "../challenge/begin.ts";

/** Mails a code and a link to the address and goes on to where the password is chosen. */
export const requestSignUp = beginAction("password-sign-up");
