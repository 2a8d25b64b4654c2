import { answerCall } from "../../../../http/answer-call.ts";
import { observeAndMail } from "../../../../serverless/observe-and-mail.ts";

async function answer(request: Request): Promise<Response> {
  const answered = await answerCall(request, observeAndMail);
  return new Response(answered.body, answered);
}

export { answer as GET, answer as OPTIONS, answer as POST };
