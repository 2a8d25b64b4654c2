"use server";

import { redirect } from "next/navigation";
import { getOidcCaller, getVisitor } from "../../../caller/caller.ts";
import { writeUserCode } from "../../../cookies/user-code-cookie.ts";
import { signInFirst } from "../../visitor/guard.ts";
import { textOf } from "../../forms/form-text.ts";
import { refusalIn } from "../../refusals/refused.ts";
import { loadDeviceRequest } from "./request.ts";

const PAGE = "/device/app";

/** Approves or refuses a device without a browser, in the session that was shown. */
export async function decide(form: FormData): Promise<void> {
  const userCode = (await loadDeviceRequest())?.userCode;
  const visitor = await getVisitor();
  // Otherwise the page asks again: somebody else has signed in, or another code was entered.
  const isAsShown =
    visitor?.session.id === textOf(form, "sessionId") && userCode === textOf(form, "userCode");
  if (userCode === undefined || !isAsShown) redirect(PAGE);
  const approves = textOf(form, "decision") === "continue";
  try {
    const device = await getOidcCaller();
    await (approves ? device.approveDevice({ userCode }) : device.declineDevice({ userCode }));
  } catch (error) {
    signInFirst(refusalIn(error), PAGE);
    redirect(PAGE);
  }
  await writeUserCode(null);
  redirect(approves ? "/device/connected" : "/device/declined");
}
