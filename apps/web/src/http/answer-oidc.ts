import { handleOidc } from "@watchword/api/oidc";
import { readApps } from "../products/known-apps.ts";
import { observeAndMail } from "../serverless/observe-and-mail.ts";
import { httpOptions } from "./answer-call.ts";

/** Answers the endpoints of OpenID Connect. */
export async function answerOidc(request: Request): Promise<Response> {
  await readApps();
  return handleOidc(request, httpOptions(request, observeAndMail));
}
