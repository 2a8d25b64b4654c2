import { handleOidc } from "@watchword/api/oidc";
import { observeAndMail } from "../serverless/observe-and-mail.ts";
import { httpOptions } from "./answer-call.ts";

/** Answers the endpoints of OpenID Connect. */
export function answerOidc(request: Request): Promise<Response> {
  return handleOidc(request, httpOptions(request, observeAndMail));
}
